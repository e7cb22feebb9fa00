import { requireRule } from './model.ts';

/**
 * A whole number from `lower` to `upper` (int32), written in the fewest bits: value = lower + sum of 2^k x bit k. Bits that spell
 * more than `upper` are no sample. A bit is its own variable, so every term stays exact over bits.
 */
export interface IntegerVariable {
  readonly lower: number;
  readonly upper: number;
}

/** Bits it takes; none where lower is upper. */
export function widthOf({ lower, upper }: IntegerVariable): number {
  return upper === lower ? 0 : 32 - Math.clz32(upper - lower);
}

/** [variable, power of two] of each of its bits, the first bit being variable `first`. */
export function bitWeightsOf(integer: IntegerVariable, first: number): [variable: number, weight: number][] {
  return Array.from({ length: widthOf(integer) }, (_, bit) => [first + bit, 2 ** bit]);
}

/** The bits of a value, lowest first. */
export function bitsOfValue({ lower, upper }: IntegerVariable, value: number): number[] {
  const code = value - lower;
  return Array.from({ length: widthOf({ lower, upper }) }, (_, bit) => Math.floor(code / 2 ** bit) % 2);
}

/** First variable of each, from `first` on, and at the end the number of variables. */
export function integerOffsets(integers: readonly IntegerVariable[], first: number): number[] {
  const offsets = [first];
  for (const integer of integers) offsets.push((offsets.at(-1) ?? first) + widthOf(integer));
  return offsets;
}

/** The values that bits spell; one above its `upper` is out of range. */
export function integerValues(integers: readonly IntegerVariable[], bits: ArrayLike<number>, first: number): number[] {
  const offsets = integerOffsets(integers, first);
  return integers.map((integer, index) =>
    bitWeightsOf(integer, offsets[index] ?? first).reduce(
      (sum, [variable, weight]) => sum + weight * (bits[variable] ?? 0),
      integer.lower,
    ),
  );
}

/** Throws MODEL_INVALID where the bounds are not int32, out of order or more than 31 bits apart. */
export function validateInteger({ lower, upper }: IntegerVariable): void {
  requireRule(lower === (lower | 0) && upper === (upper | 0), 'bounds of an integer are int32');
  requireRule(lower <= upper && upper - lower < 2 ** 31, 'bounds of an integer ascend, by less than 2^31');
}
