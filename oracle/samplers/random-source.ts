/** A seeded stream of unsigned 32-bit integers. */
export type RandomSource = () => number;

/** A stream from a 32-bit seed: xoshiro128** on a state that splitmix32 spreads from the seed. */
export function randomSource(seed: number): RandomSource {
  let counter = seed | 0;
  const next = () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  return xoshiro128([next(), next(), next(), next()]);
}

/** xoshiro128** 1.1 (D. Blackman, S. Vigna, ACM TOMS 47, 2021); 32-bit integer arithmetic only. */
export function xoshiro128(state: readonly [number, number, number, number]): RandomSource {
  let [a, b, c, d] = state;
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** A whole number from 0 to limit - 1 by multiplication (D. Lemire, 2019, without rejection: bias below limit / 2^32). */
export function below(random: RandomSource, limit: number): number {
  return Math.floor((random() * limit) / 0x1_0000_0000);
}
