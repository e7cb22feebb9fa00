import type { FlatModel } from './flat-model.ts';
import { below, type RandomSource } from './random-source.ts';

/** Writes random moves into `move`: the variable that a group would choose next, and another group's or -1. */
export interface MoveChooser {
  readonly move: Int32Array;
  next(chosen: Int32Array): void;
}

/** Half of the moves give one group another choice, half two groups at once. `undefined` where no group has a choice. */
export function moveChooser({ groupStarts, groupCount }: FlatModel, random: RandomSource): MoveChooser | undefined {
  const free = Int32Array.from({ length: groupCount }, (_, group) => group).filter(
    (group) => (groupStarts[group + 1] ?? 0) - (groupStarts[group] ?? 0) > 1,
  );
  if (free.length === 0) return undefined;
  const move = new Int32Array(2);
  const otherChoice = (chosen: Int32Array, group: number) => {
    const first = groupStarts[group] ?? 0;
    const size = (groupStarts[group + 1] ?? 0) - first;
    const choice = (chosen[group] ?? 0) - first;
    return first + ((choice + 1 + below(random, size - 1)) % size);
  };
  return {
    move,
    next(chosen) {
      const group = free[below(random, free.length)] ?? 0;
      move[0] = otherChoice(chosen, group);
      move[1] = -1;
      if ((random() & 1) === 0) return;
      const other = free[below(random, free.length)] ?? 0;
      if (other !== group) move[1] = otherChoice(chosen, other);
    },
  };
}
