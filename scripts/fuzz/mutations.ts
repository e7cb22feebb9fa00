import { type Algorithm, lengths } from '../assurance/algorithms.ts';
import { type Draw, drawBytes, flipBit } from '../assurance/random.ts';
import type { Fresh, Signers } from './signatures.ts';

/** Makes something else of a signature; undefined where the algorithm has no such thing. */
type Mutate = (fresh: Fresh, draw: Draw, signers: Signers) => Fresh | undefined;

/** Offsets and bounds of ML-DSA signatures (FIPS 204, table 1). */
const lattice = {
  'ML-DSA-44': { challenge: 32, zBits: 18, beta: 78, omega: 80, rows: 4, columns: 4 },
  'ML-DSA-65': { challenge: 48, zBits: 20, beta: 196, omega: 55, rows: 6, columns: 5 },
} as const;

/** Everything that is done to a signature of an algorithm, by name. */
export function mutationsOf(algorithm: Algorithm): Record<string, Mutate> {
  const all: Record<string, Mutate> = {
    none: (fresh) => fresh,
    'bit of the signature': (fresh, draw) =>
      withSignature(fresh, flipBit(fresh.signature, draw(fresh.signature.length * 8))),
    'bit of the message': (fresh, draw) => ({ ...fresh, message: flipBit(fresh.message, draw(256)) }),
    'bit of the key': (fresh, draw) => ({
      ...fresh,
      publicKey: flipBit(fresh.publicKey, draw(fresh.publicKey.length * 8)),
    }),
    'another length': anotherLength,
    'bytes behind': (fresh, draw) =>
      withSignature(fresh, Uint8Array.of(...fresh.signature, ...drawBytes(draw, 1 + draw(40)))),
    'another key': (fresh, draw, signers) => ({
      ...fresh,
      publicKey: pick(signers.publicKeys(), draw) ?? fresh.publicKey,
    }),
    'key of zeros': (fresh) => ({ ...fresh, publicKey: new Uint8Array(fresh.publicKey.length) }),
    'key of another length': (fresh, draw) => ({ ...fresh, publicKey: cut(fresh.publicKey, draw) }),
    'random key': (fresh, draw) => ({ ...fresh, publicKey: drawBytes(draw, fresh.publicKey.length) }),
    'zeros inside': (fresh, draw) => withSignature(fresh, filled(fresh.signature, draw, 0)),
    'ones inside': (fresh, draw) => withSignature(fresh, filled(fresh.signature, draw, 255)),
    'nodes swapped': (fresh, draw) => withSignature(fresh, swapped(fresh.signature, draw)),
    'signature of zeros': (fresh) => withSignature(fresh, new Uint8Array(fresh.signature.length)),
    'pre-hash M\u2032': (fresh, draw, signers) => signers.prehashed(draw(256), fresh.message),
  };
  if (algorithm === 'SLH-DSA-SHA2-128s') return all;
  return {
    ...all,
    'z at an edge': (fresh, draw) => withSignature(fresh, edgeOfZ(fresh.signature, algorithm, draw)),
    'a hint changed': (fresh, draw) => withSignature(fresh, otherHints(fresh.signature, algorithm, draw, 1)),
    'hints in disorder': (fresh, draw) => withSignature(fresh, otherHints(fresh.signature, algorithm, draw, 3)),
    't1 of zeros': (fresh) => ({ ...fresh, publicKey: zeroT1(fresh.publicKey) }),
  };
}

function withSignature(fresh: Fresh, signature: Uint8Array): Fresh {
  return { ...fresh, signature };
}

const anotherLength: Mutate = (fresh, draw) => withSignature(fresh, cut(fresh.signature, draw));

/** Shorter by one, at the front or the end, by any, to nothing, or longer by one. */
function cut(bytes: Uint8Array, draw: Draw): Uint8Array {
  const ways = [
    bytes.slice(1),
    bytes.slice(0, -1),
    bytes.slice(0, draw(bytes.length)),
    new Uint8Array(),
    Uint8Array.of(...bytes, draw(256)),
  ];
  return pick(ways, draw) ?? bytes;
}

function filled(bytes: Uint8Array, draw: Draw, value: number): Uint8Array {
  const at = draw(bytes.length);
  return bytes.slice().fill(value, at, at + 1 + draw(48));
}

function swapped(bytes: Uint8Array, draw: Draw): Uint8Array {
  const node = () => 16 * draw(Math.floor(bytes.length / 16));
  const [a, b] = [node(), node()];
  const changed = bytes.slice();
  changed.set(bytes.subarray(b, b + 16), a);
  changed.set(bytes.subarray(a, a + 16), b);
  return changed;
}

/** One coefficient's code, gamma_1 - z, at or beside a bound of its norm. */
function edgeOfZ(bytes: Uint8Array, algorithm: keyof typeof lattice, draw: Draw): Uint8Array {
  const { challenge, zBits, beta, columns } = lattice[algorithm];
  const top = 2 ** zBits;
  const code = pick([0, 1, beta - 1, beta, beta + 1, top - beta - 1, top - beta, top - 1], draw) ?? 0;
  const changed = bytes.slice();
  const first = draw(columns * 256) * zBits;
  for (let bit = 0; bit < zBits; bit += 1) {
    const byte = challenge + ((first + bit) >> 3);
    const mask = 1 << ((first + bit) & 7);
    changed[byte] = ((changed[byte] ?? 0) & ~mask) | ((code >> bit) & 1 ? mask : 0);
  }
  return changed;
}

function otherHints(bytes: Uint8Array, algorithm: keyof typeof lattice, draw: Draw, times: number): Uint8Array {
  const { omega, rows } = lattice[algorithm];
  const changed = bytes.slice();
  for (let n = 0; n < times; n += 1) {
    const at = bytes.length - 1 - draw(omega + rows);
    const near = (changed[at] ?? 0) + (draw(2) === 0 ? 1 : 255);
    changed[at] = draw(2) === 0 ? draw(256) : near & 0xff;
  }
  return changed;
}

/** rho || 0: the weak key whose t1 says nothing (notes on post-quantum cryptography, attack 8). */
function zeroT1(publicKey: Uint8Array): Uint8Array {
  return publicKey.slice().fill(0, 32);
}

export function pick<T>(from: readonly T[], draw: Draw): T | undefined {
  return from[draw(from.length)];
}

export function hasStandardLengths(algorithm: Algorithm, { publicKey, signature }: Fresh): boolean {
  const { publicKey: key, signature: long } = lengths[algorithm];
  return publicKey.length === key && signature.length === long;
}
