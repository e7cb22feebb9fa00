import { below, type RandomSource } from '../random-source.ts';
import { type FlipState, flip, keepBest } from './flip-state.ts';

export interface TabuOptions {
  readonly random: RandomSource;
  /** Iterations after the last improvement of this search. */
  readonly patience: number;
  /** Iterations at most. */
  readonly most: number;
}

/**
 * One-flip tabu search (F. Glover, ORSA J. Comput. 1, 1989): each iteration flips the best variable not flipped lately, or one that
 * gives a new best. Tenure n/100 + 1..10 (G. Palubeckis 2004; J.-K. Hao). Returns the iterations.
 */
export function tabuSearch(state: FlipState, { random, patience, most }: TabuOptions): number {
  const { signs, fields } = state;
  const size = signs.length;
  const until = new Int32Array(size);
  const tenure = Math.min(20, Math.floor(size / 100)) + Math.min(10, size >> 2);
  let reached = state.energy;
  let iteration = 0;
  for (let stale = 0; iteration < most && stale < patience; stale++) {
    iteration++;
    const energy = state.energy;
    const aspired = reached - energy;
    let chosen = -1;
    let least = 0x7fffffff;
    for (let variable = 0; variable < size; variable++) {
      const rise = Math.imul(signs[variable] ?? 0, fields[variable] ?? 0);
      if (rise >= least) continue;
      if ((until[variable] ?? 0) > iteration && rise >= aspired) continue;
      least = rise;
      chosen = variable;
    }
    if (chosen === -1) chosen = below(random, size);
    flip(state, chosen);
    until[chosen] = iteration + tenure + below(random, 10);
    if (state.energy >= reached) continue;
    reached = state.energy;
    keepBest(state);
    stale = 0;
  }
  return iteration;
}
