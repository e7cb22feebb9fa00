import type { RandomSource } from '../random-source.ts';
import type { RandomWords } from './sweep.ts';

export function randomBits(size: number, random: RandomSource): Uint8Array {
  return Uint8Array.from({ length: size }, () => random() >>> 31);
}

/** A state for xoshiro128**, never all zero. */
export function randomWords(random: RandomSource): RandomWords {
  return Int32Array.of(random() | 1, random() | 0, random() | 0, random() | 0);
}
