import { NodeError } from '../errors.ts';
import type { IntegerProgram } from '../lowerings/integer-program.ts';

/** Multipliers of rows in units of 2^-scaleBits: row numbers ascend, the rest of the rows have multiplier 0. */
export interface RowMultipliers {
  readonly rows: readonly number[];
  readonly multipliers: readonly number[];
}

export interface Box {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * 2^scaleBits times a lower bound of cost x over all x in the box that meet the rows, exact: sum of multiplier x bound + for each
 * variable the least of (cost - sum of multiplier x weight) x variable in its range. What is left over by rounding the multipliers is
 * paid for by the ranges (A. Neumaier, O. Shcherbina, Safe bounds in linear and mixed-integer programming, Math. Program. 99, 2004).
 * Without cost, a result above 0 is a Farkas proof that no such x exists.
 */
export function safeBound(
  { rows, cost }: Pick<IntegerProgram, 'rows' | 'cost'>,
  { lower, upper }: Box,
  given: RowMultipliers,
  scaleBits: number,
  withCost: boolean,
): bigint {
  requireScale(scaleBits);
  const { rows: numbers, multipliers } = given;
  if (numbers.length !== multipliers.length) {
    throw new NodeError('CERTIFICATE_LENGTH', { expected: numbers.length, found: multipliers.length });
  }
  const left = withCost ? cost.map((weight) => weight << BigInt(scaleBits)) : cost.map(() => 0n);
  let bound = 0n;
  let previous = -1;
  for (const [at, number] of numbers.entries()) {
    const row = Number.isInteger(number) && number > previous ? rows[number] : undefined;
    const multiplier = multipliers[at] ?? 0;
    const isRightSign =
      row !== undefined && (row.sense === '=' || (row.sense === '<=' ? multiplier <= 0 : multiplier >= 0));
    if (row === undefined || !isRightSign || !Number.isSafeInteger(multiplier)) {
      throw new NodeError('CERTIFICATE_NUMBER_INVALID', { row: number, multiplier });
    }
    previous = number;
    const factor = BigInt(multiplier);
    bound += factor * row.bound;
    for (const [variable, weight] of row.weights) {
      left[variable] = (left[variable] ?? 0n) - factor * BigInt(weight);
    }
  }
  for (const [variable, price] of left.entries()) {
    if (price !== 0n) bound += price * BigInt((price > 0n ? lower[variable] : upper[variable]) ?? 0);
  }
  return bound;
}

export function requireScale(scaleBits: number): void {
  if (Number.isInteger(scaleBits) && scaleBits >= 0 && scaleBits <= 60) return;
  throw new NodeError('CERTIFICATE_NUMBER_INVALID', { field: 'scaleBits', found: scaleBits });
}

/** The least energy a sample can have at or above a scaled bound of its cost: costs are whole multiples of their common divisor. */
export function roundUp({ cost, offset }: IntegerProgram, scaled: bigint, scaleBits: number): bigint {
  const divisor = cost.reduce(commonDivisor, 0n);
  const unit = (divisor === 0n ? 1n : divisor) << BigInt(scaleBits);
  const whole = scaled > 0n ? (scaled + unit - 1n) / unit : scaled / unit;
  return offset + whole * (divisor === 0n ? 1n : divisor);
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [first, second] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (second !== 0n) [first, second] = [second, first % second];
  return first;
}
