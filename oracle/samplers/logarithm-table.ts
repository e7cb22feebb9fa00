/** Entries of the table of thresholds; a power of two. */
export const thresholdCount = 4096;

/**
 * -ln((i + 1/2) / 4096): a move of energy dE at temperature T is accepted when dE <= T x a random entry, which is the Metropolis
 * rule. Made of + - * / only, which IEEE 754 rounds alike everywhere, while Math.log may differ between engines.
 */
export function acceptanceThresholds(): Float64Array {
  return Float64Array.from({ length: thresholdCount }, (_, index) => -naturalLogarithm((index + 0.5) / thresholdCount));
}

/** ln x for 0 < x: halvings and doublings into [2/3, 4/3], then 2 artanh((x-1)/(x+1)) as a series. */
export function naturalLogarithm(x: number): number {
  let mantissa = x;
  let doublings = 0;
  for (; mantissa < 2 / 3; doublings--) mantissa *= 2;
  for (; mantissa > 4 / 3; doublings++) mantissa /= 2;
  const ratio = (mantissa - 1) / (mantissa + 1);
  let power = ratio;
  let sum = 0;
  for (let odd = 1; odd < 40; odd += 2) {
    sum += power / odd;
    power *= ratio * ratio;
  }
  return 2 * sum + doublings * Math.LN2;
}
