import { keccak_256, shake256 } from '@noble/hashes/sha3.js';
import { ml_dsa44, ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { expect } from 'chai';
import { isNodeError } from '../../../node/protocol/errors.ts';
import {
  expandA,
  expandMlDsaKey,
  mlDsa44,
  mlDsa65,
  mlDsaSignerKey,
  ntt,
  q,
  zetas,
} from '../../../node/protocol/ml-dsa-expand.ts';

const seed = Uint8Array.from({ length: 32 }, (_, index) => index);

/** Schoolbook product in Z_q[X] / (X^256 + 1). */
function product(a: Int32Array, b: Int32Array): Int32Array {
  const result = new Int32Array(256);
  for (let i = 0; i < 256; i += 1) {
    for (let j = 0; j < 256; j += 1) {
      const term = ((a[i] ?? 0) * (b[j] ?? 0)) % q;
      const at = (i + j) % 256;
      result[at] = ((result[at] ?? 0) + (i + j < 256 ? term : q - term)) % q;
    }
  }
  return result;
}

describe('The expanded ML-DSA key', () => {
  it('has the roots of the standard: zetas[1] = 1753^128, a square root of -1', () => {
    expect(zetas.slice(0, 4)).to.deep.equal([1, 4808194, 3765607, 3761513]);
    expect(((zetas[1] ?? 0) * (zetas[1] ?? 0)) % q).to.equal(q - 1);
    expect(new Set(zetas).size).to.equal(256);
  });

  it('multiplies polynomials pointwise in NTT form', () => {
    const a = expandA(seed, 0, 0);
    const b = expandA(seed, 1, 0);
    const pointwise = ntt(a.slice()).map((value, i) => (value * (ntt(b.slice())[i] ?? 0)) % q);
    expect(ntt(product(a, b))).to.deep.equal(pointwise);
  });

  it('expands A below q, by row and column', () => {
    const polynomial = expandA(seed, 2, 1);
    expect(polynomial.every((coefficient) => coefficient >= 0 && coefficient < q)).to.equal(true);
    expect(expandA(seed, 1, 2)).not.to.deep.equal(polynomial);
  });

  for (const [parameters, engine] of [
    [mlDsa44, ml_dsa44],
    [mlDsa65, ml_dsa65],
  ] as const) {
    it(`fits two data contracts for ${parameters.name}, bound by hash, with tr in the first`, () => {
      const { publicKey } = engine.keygen(seed);
      const { tail, head } = expandMlDsaKey(parameters, publicKey);
      const address = new Uint8Array(20).fill(7);
      const code = head(address);
      expect(code.length).to.equal(117 + 16_384);
      expect(tail.length).to.equal(1 + 16_384 + publicKey.length);
      expect(tail.slice(1 + 16_384)).to.deep.equal(publicKey);
      expect([code[0], tail[0]]).to.deep.equal([0, 0]);
      expect(code.slice(1, 21)).to.deep.equal(address);
      expect(code.slice(21, 53)).to.deep.equal(keccak_256(tail));
      expect(code.slice(53, 117)).to.deep.equal(shake256(publicKey, { dkLen: 64 }));
      expect(mlDsaSignerKey(address, code).slice(20)).to.deep.equal(keccak_256(code));
      expect(expandMlDsaKey(parameters, publicKey).head(address)).to.deep.equal(code);
    });

    it(`refuses a key of ${parameters.name} of another length`, () => {
      for (const length of [0, parameters.publicKeyBytes - 1, parameters.publicKeyBytes + 1]) {
        try {
          expandMlDsaKey(parameters, new Uint8Array(length));
          expect.fail('expanded');
        } catch (error) {
          expect(isNodeError(error, 'KEY_LENGTH')).to.equal(true);
        }
      }
    });
  }
});
