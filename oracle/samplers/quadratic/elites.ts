import type { QuadraticSample } from './quadratic-sampler.ts';

/** The pool with a sample put in by ascending energy, without copies, at most `most`; among equals the older comes first. */
export function insertElite(
  pool: readonly QuadraticSample[],
  sample: QuadraticSample,
  most: number,
): readonly QuadraticSample[] {
  if (pool.some(({ energy, bits }) => energy === sample.energy && isSame(bits, sample.bits))) return pool;
  const at = pool.findIndex(({ energy }) => energy > sample.energy);
  const place = at === -1 ? pool.length : at;
  return [...pool.slice(0, place), sample, ...pool.slice(place)].slice(0, most);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((bit, at) => bit === b[at]);
}
