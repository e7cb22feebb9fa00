import { expect } from 'chai';
import { decodeCanonical, encodeCanonical } from '../../../../node/protocol/canonical.ts';
import type { ConstrainedCertificate } from '../../../../node/protocol/certificates/check.ts';
import { readCertificate } from '../../../../node/protocol/certificates/read-certificate.ts';
import { expectCode } from '../../../expect-code.ts';

const certificates: readonly ConstrainedCertificate[] = [
  { kind: 'convex-tangent/1', loads: [0, 7] },
  { kind: 'diagonal-shift/1', scaleBits: 3, diagonal: [-1, 2] },
  { kind: 'cycle-shift/1', scaleBits: 3, diagonal: [4], cycles: [{ weight: 2, spins: [0, 1, 2], signs: [1, 1, -1] }] },
  { kind: 'lp-dual/1', scaleBits: 20, rows: [0, 4], multipliers: [-9, 2 ** 52] },
  {
    kind: 'branch/1',
    scaleBits: 0,
    nodes: [
      { variable: 3, value: -2 },
      { leaf: 'bound', rows: [], multipliers: [] },
      { leaf: 'empty', rows: [1], multipliers: [-1] },
    ],
  },
  { kind: 'enumeration/1' },
  { kind: 'negative-sum/1' },
];

describe('a certificate of any kind', () => {
  for (const certificate of certificates) {
    it(`comes back from its bytes (${certificate.kind})`, () => {
      expect(readCertificate(decodeCanonical(encodeCanonical(certificate)))).to.deep.equal(certificate);
    });

    it(`is refused with a field to spare (${certificate.kind})`, () => {
      expectCode('DOCUMENT_INVALID', () => readCertificate({ ...certificate, note: 1 }));
    });
  }

  it('is refused for an unknown kind, half a node, numbers that are not whole, nothing', () => {
    const wrong: unknown[] = [
      { kind: 'trust-me/1' },
      { kind: 'branch/1', scaleBits: 0, nodes: [{ variable: 1 }] },
      { kind: 'branch/1', scaleBits: 0, nodes: [{ leaf: 'maybe', rows: [], multipliers: [] }] },
      { kind: 'lp-dual/1', scaleBits: 0, rows: [0.5], multipliers: [1] },
      { kind: 'diagonal-shift/1', scaleBits: 61, diagonal: [] },
      undefined,
      7,
    ];
    for (const value of wrong) expectCode('DOCUMENT_INVALID', () => readCertificate(value));
    expect(wrong.length).to.equal(7);
  });
});
