import { keccak_256, shake128, shake256 } from '@noble/hashes/sha3.js';
import { NodeError } from './errors.ts';

/** A parameter set of FIPS 204 (table 1): A is a matrix of `rows` times `columns`. */
export interface MlDsaParameters {
  name: 'ML-DSA-44' | 'ML-DSA-65';
  rows: number;
  columns: number;
  publicKeyBytes: number;
  signatureBytes: number;
}

export const mlDsa44: MlDsaParameters = {
  name: 'ML-DSA-44',
  rows: 4,
  columns: 4,
  publicKeyBytes: 1312,
  signatureBytes: 2420,
};
export const mlDsa65: MlDsaParameters = {
  name: 'ML-DSA-65',
  rows: 6,
  columns: 5,
  publicKeyBytes: 1952,
  signatureBytes: 3309,
};

/** What the contract reads of a public key, in two data contracts because of the limit of 24,576 bytes of code. */
export interface ExpandedKey {
  /** Code of the second data contract: 0x00 || rows 3 to 5 || public key. Deploy it first. */
  tail: Uint8Array;
  /** Code of the first: 0x00 || address and code hash of the second || tr || rows 0 to 2. */
  head(tailAddress: Uint8Array): Uint8Array;
}

export const q = 8380417;
const n = 256;
const droppedBits = 13;
/** Distance of two lanes in a word of the expanded key, and of two rows in a lane, in bits. */
const laneBits = 86n;
const rowBits = 28n;
const rowsPerContract = 3;

/** Powers of the 512th root of unity, 1753^brv(k) mod q (FIPS 204, appendix B). */
export const zetas: readonly number[] = Array.from({ length: n }, (_, k) => power(1753, reversedBits(k)));

/** FIPS 204, algorithm 41, in place: 256 coefficients in [0, q). */
export function ntt(polynomial: Int32Array): Int32Array {
  let k = 0;
  for (let distance = 128; distance >= 1; distance >>= 1) {
    for (let start = 0; start < n; start += 2 * distance) {
      k += 1;
      const zeta = zetas[k] ?? 0;
      for (let j = start; j < start + distance; j += 1) {
        const even = polynomial[j] ?? 0;
        const odd = multiply(zeta, polynomial[j + distance] ?? 0);
        polynomial[j + distance] = (even - odd + q) % q;
        polynomial[j] = (even + odd) % q;
      }
    }
  }
  return polynomial;
}

/** ExpandA's polynomial of one row and column, in NTT form (FIPS 204, algorithms 30 and 32); `seed` is rho, 32 bytes. */
export function expandA(seed: Uint8Array, row: number, column: number): Int32Array {
  const input = new Uint8Array(34);
  input.set(seed);
  input[32] = column;
  input[33] = row;
  const stream = shake128.create().update(input);
  const polynomial = new Int32Array(n);
  let filled = 0;
  while (filled < n) {
    const block = stream.xof(168);
    for (let at = 0; at < 168 && filled < n; at += 3) {
      const candidate = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8) | (((block[at + 2] ?? 0) & 0x7f) << 16);
      if (candidate < q) {
        polynomial[filled] = candidate;
        filled += 1;
      }
    }
  }
  return polynomial;
}

/** Public key of FIPS 204 -> what its verifier reads. Throws KEY_LENGTH for any other length. */
export function expandMlDsaKey(parameters: MlDsaParameters, publicKey: Uint8Array): ExpandedKey {
  const { rows, columns, publicKeyBytes } = parameters;
  if (publicKey.length !== publicKeyBytes) {
    throw new NodeError('KEY_LENGTH', { field: 'publicKey', expected: publicKeyBytes, actual: publicKey.length });
  }
  const seed = publicKey.subarray(0, 32);
  const matrix = Array.from({ length: rows }, (_, row) => [
    ...Array.from({ length: columns }, (__, column) => expandA(seed, row, column)),
    negatedT1(publicKey, row),
  ]);
  const tail = concat(Uint8Array.of(0), packRows(matrix.slice(rowsPerContract), columns), publicKey);
  const rowsOfHead = packRows(matrix.slice(0, rowsPerContract), columns);
  const tr = shake256(publicKey, { dkLen: 64 });
  return {
    tail,
    head: (tailAddress) => concat(Uint8Array.of(0), tailAddress, keccak_256(tail), tr, rowsOfHead),
  };
}

/** The key of an ERC-7913 signer: address of the first data contract || its code hash. */
export function mlDsaSignerKey(headAddress: Uint8Array, head: Uint8Array): Uint8Array {
  return concat(headAddress, keccak_256(head));
}

/** -NTT(t1 * 2^13) of one row, in [0, q). */
function negatedT1(publicKey: Uint8Array, row: number): Int32Array {
  const polynomial = new Int32Array(n);
  const start = 32 + row * 320;
  for (let i = 0; i < n; i += 1) {
    const bit = i * 10;
    const at = start + (bit >> 3);
    const t1 = (((publicKey[at] ?? 0) | ((publicKey[at + 1] ?? 0) << 8)) >> (bit & 7)) & 0x3ff;
    polynomial[i] = t1 * 2 ** droppedBits;
  }
  return ntt(polynomial).map((coefficient) => (q - coefficient) % q);
}

/**
 * Two words per coefficient: A of even columns, then A of odd columns with -t1. One multiplication by z0, z2, z4 (or by z1, z3, c)
 * in lanes from the lowest on puts the sum of products into the highest lane, so the columns stand in reverse order.
 */
function packRows(rows: Int32Array[][], columns: number): Uint8Array {
  const bytes = new Uint8Array(n * 64);
  for (let i = 0; i < n; i += 1) {
    let even = 0n;
    let odd = 0n;
    rows.forEach((row, index) => {
      const at = (column: number) => BigInt(column < columns ? (row[column]?.[i] ?? 0) : 0);
      const shift = BigInt(index) * rowBits;
      even |= (at(4) | (at(2) << laneBits) | (at(0) << (2n * laneBits))) << shift;
      odd |= (BigInt(row[columns]?.[i] ?? 0) | (at(3) << laneBits) | (at(1) << (2n * laneBits))) << shift;
    });
    writeWord(bytes, i * 64, even);
    writeWord(bytes, i * 64 + 32, odd);
  }
  return bytes;
}

function writeWord(bytes: Uint8Array, at: number, word: bigint): void {
  for (let i = 31; i >= 0; i -= 1) {
    bytes[at + i] = Number(word & 0xffn);
    word >>= 8n;
  }
}

/** a * b mod q; the product has at most 46 bits. */
function multiply(a: number, b: number): number {
  return (a * b) % q;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i += 1) result = multiply(result, base);
  return result;
}

function reversedBits(k: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) reversed |= ((k >> bit) & 1) << (7 - bit);
  return reversed;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
