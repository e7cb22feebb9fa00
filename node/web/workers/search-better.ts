import { annealer, type Heat } from '../../../oracle/samplers/annealer.ts';
import type { ChallengedDecision } from '../../client/court/challenged.ts';
import { isOfGroups } from '../../protocol/constrained-model.ts';
import { NodeError } from '../../protocol/errors.ts';
import { decodeSample, encodeSample } from '../../protocol/sample.ts';

export interface SearchLimits {
  seconds: number;
  /** Unsigned 32 bits; every round takes the next. */
  seed: number;
  /** Seconds of a clock that never goes back. */
  clock: () => number;
  /** Part of the time that is over, 0 to 1. */
  onProgress: (done: number) => void;
}

/** Moves of one round: a second or so, so that the reader sees it go on. */
const roundWork = 1_000_000;

/**
 * Anneals in rounds, hot and warm in turn from the best so far, and yields each sample that is better than all before, the standing
 * one included; until the time is over or the proven bound is met. Throws MODEL_NOT_SEARCHABLE for a model of more than groups.
 */
export async function* searchBetter(
  { compiled, standing, standingSample, bound }: ChallengedDecision,
  { seconds, seed, clock, onProgress }: SearchLimits,
): AsyncGenerator<Uint8Array> {
  const { model, start } = compiled;
  if (!isOfGroups(model)) throw new NodeError('MODEL_NOT_SEARCHABLE', { rule: 'has one-hot groups alone' });
  const sample = await standingSample();
  let { energy: best } = await standing();
  let choices: readonly number[] = sample === undefined ? start : decodeSample(sample, model);
  const begun = clock();
  for (let round = 0; best > bound; round++) {
    const passed = (clock() - begun) / seconds;
    if (passed >= 1) return;
    onProgress(passed);
    const heat: Heat = round % 2 === 0 ? 'hot' : 'warm';
    const options = { seed: (seed + round) >>> 0, workUnits: roundWork, initial: choices };
    const [found] = annealer({ heat }).sample(model, options).samples;
    choices = found.choices;
    if (found.energy >= best) continue;
    best = found.energy;
    yield encodeSample(choices, model);
  }
}
