import { expect } from 'chai';
import { decodeCanonical, encodeCanonical } from '../../../node/protocol/canonical.ts';
import { decodeReport, encodeReport, gapOf } from '../../../node/protocol/report.ts';
import { expectCode } from '../../expect-code.ts';
import { solved } from './problems/decision.fixture.ts';

describe('a report', () => {
  let bytes: Uint8Array;
  let document: Record<string, unknown>;

  before(async () => {
    bytes = encodeReport((await solved()).report);
    document = { ...Object(decodeCanonical(bytes)) };
  });

  it('comes back from its bytes', async () => {
    expect(decodeReport(bytes)).to.deep.equal((await solved()).report);
  });

  const refused: [field: string, value: unknown][] = [
    ['format', 'qdt-report/2'],
    ['problem', 'bafy'],
    ['snapshot', undefined],
    ['modelRoot', '0x12'],
    ['sample', 'bits'],
    ['energy', 12],
    ['energy', '012'],
    ['energy', '-0'],
    ['energy', '1e5'],
    ['bound', (1n << 255n).toString()],
    ['bound', '9'.repeat(100_000)],
    ['certificate', { kind: 'trust-me/1', loads: [] }],
    ['certificate', { kind: 'convex-tangent/1', loads: [-1] }],
    ['baselines', { today: '1' }],
    ['solver', { name: 'x', seed: -1, workUnits: 1, workDone: 1 }],
    ['attribution', new Array(33).fill({})],
    ['quantum', { used: 'yes', label: '' }],
    ['takenAt', 5],
  ];
  for (const [field, value] of refused) {
    it(`has not a ${field} of ${String(JSON.stringify(value)).slice(0, 40)}`, () => {
      const { [field]: _, ...others } = document;
      const changed = value === undefined ? others : { ...others, [field]: value };
      expectCode('DOCUMENT_INVALID', () => decodeReport(encodeCanonical(changed)));
    });
  }

  it('is not read from bytes that are not canonical', () => {
    expectCode('CONTENT_NOT_CANONICAL', () => decodeReport(Uint8Array.of(...bytes, 0)));
  });

  it('states its gap as a part of the bound', () => {
    expect(gapOf({ energy: 101n << 80n, bound: 100n << 80n })).to.be.closeTo(0.01, 1e-9);
  });
});
