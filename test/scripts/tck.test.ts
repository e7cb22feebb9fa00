import { expect } from 'chai';
import {
  consumerCases,
  consumerTransferCases,
  providerCases,
  providerTransferCases,
  testsThatRun,
} from '../../scripts/tck/cases.ts';
import { readOutput } from '../../scripts/tck/suite.ts';

describe('npm run tck', () => {
  it('has a case for each test of the suite', () => {
    const cases = [providerCases, consumerCases, providerTransferCases, consumerTransferCases];
    const numbers = cases.map((table) => Object.keys(table).length);
    const disabled = 2;
    const metadataAndCatalog = 4;
    expect(numbers).to.deep.equal([15, 16, 16, 16]);
    expect(numbers.reduce((sum, one) => sum + one, metadataAndCatalog) - disabled).to.equal(testsThatRun);
  });

  it('reads what passed and what failed, not how the suite ended', () => {
    const output = [
      '[2026-11-23T19:04:39] SUCCESSFUL: CN:01-01',
      '[2026-11-23T19:04:40] FAILED: TP_C:03-04',
      'TCK found 67 started 65 succeeded 64 skipped 2',
      'TCK failure TP_C:03-04: Verify transfer request :: java.lang.AssertionError: Timeout',
    ].join('\n');
    expect(readOutput(output)).to.deep.equal({
      passed: ['CN:01-01'],
      failed: [{ test: 'TP_C:03-04', why: 'java.lang.AssertionError: Timeout' }],
      skipped: 2,
    });
  });

  it('passes nothing where the suite did not run', () => {
    expect(readOutput('Error: Could not find or load main class').passed).to.deep.equal([]);
  });
});
