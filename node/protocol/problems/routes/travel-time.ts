import { divideRounded, evaluate } from '../../polynomial.ts';
import type { RoadLink } from '../../road-network.ts';

/** Scale of energy: 2^80 units are one vehicle x 0.01 hour, so that even the smallest coefficient keeps 6 digits. */
export const energyDivisor = 1n << 80n;
export const energyUnit = 'vehicle x 0.01 hour';

/** Path costs are integers in 2^-20 of 0.01 hour, at most 2^40 a link, so that 5000 links add up below 2^53. */
export const costScale = 1 << 20;
const costShift = 60n;
const highestCost = 1n << 40n;

/**
 * Total travel time on a link as an exact polynomial of its load L: t0 S L + round(t0 0.15 S / c^4) L^5, the BPR travel
 * time t0 (1 + 0.15 (L/c)^4) times L (Bureau of Public Roads, 1964), S = 2^80. The one rounding is of the last coefficient.
 */
export function linkPolynomial({ freeFlowTime, capacity }: RoadLink): bigint[] {
  const time = BigInt(freeFlowTime) * energyDivisor;
  return [0n, time, 0n, 0n, 0n, divideRounded(15n * time, 100n * BigInt(capacity) ** 4n)];
}

/** Travel time at a load: polynomial / load, as an integer path cost. */
export function timeCost(polynomial: readonly bigint[], load: number): number {
  return toCost(evaluate(polynomial.slice(1), BigInt(load)));
}

/** Marginal social cost at a load: what one more vehicle costs everybody, as an integer path cost. */
export function marginalCost(polynomial: readonly bigint[], load: number): number {
  return toCost(
    evaluate(
      polynomial.slice(1).map((coefficient, index) => coefficient * BigInt(index + 1)),
      BigInt(load),
    ),
  );
}

function toCost(scaled: bigint): number {
  const cost = scaled >> costShift;
  return Number(cost < highestCost ? cost : highestCost);
}
