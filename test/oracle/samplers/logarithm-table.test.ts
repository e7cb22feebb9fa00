import { expect } from 'chai';
import { acceptanceThresholds, naturalLogarithm, thresholdCount } from '../../../oracle/samplers/logarithm-table.ts';

describe('the logarithm of plain arithmetic', () => {
  it('agrees with Math.log to 14 digits', () => {
    for (const x of [1e-9, 1 / 8192, 0.1, 0.5, 2 / 3, 1, 1.3, 2, 10, 1e9]) {
      expect(naturalLogarithm(x)).to.be.closeTo(Math.log(x), 1e-14 * (1 + Math.abs(Math.log(x))));
    }
  });

  it('makes thresholds whose mean is that of the exponential distribution', () => {
    const table = acceptanceThresholds();
    expect(table).to.have.length(thresholdCount);
    expect(table.reduce((sum, value) => sum + value, 0) / thresholdCount).to.be.closeTo(1, 1e-3);
  });
});
