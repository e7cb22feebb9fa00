import { below, type RandomSource } from '../../../../oracle/samplers/random-source.ts';

/** One of the numbers changed, as one who wants to prove more would. */
export function mutateNumber(value: number, random: RandomSource): number {
  const changes: (() => number)[] = [
    () => value + 1 + below(random, Math.max(1, Math.abs(value))),
    () => value - 1 - below(random, Math.max(1, Math.abs(value))),
    () => 2 * value,
    () => -value,
    () => 0,
    () => value + 0.5,
    () => Number.MAX_SAFE_INTEGER,
    () => Number.NaN,
  ];
  return changes[below(random, changes.length)]?.() ?? 0;
}

export function mutateOne(values: readonly number[], random: RandomSource): number[] {
  const at = below(random, Math.max(1, values.length));
  return values.map((value, index) => (index === at ? mutateNumber(value, random) : value));
}
