import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { scoreChoices } from '../../node/protocol/energy.ts';
import { descend } from './descent.ts';
import { type FlatModel, flattenModel } from './flat-model.ts';
import { acceptanceThresholds, thresholdCount } from './logarithm-table.ts';
import { type MoveChooser, moveChooser } from './move-chooser.ts';
import { type RandomSource, randomSource } from './random-source.ts';
import type { Sample, SampleOptions, Sampler, SampleSet } from './sampler.ts';
import { SearchState } from './search-state.ts';

/** Where the search starts: hot leaves the start behind, warm and tepid stay near it. Part of the mean uphill move. */
export type Heat = 'hot' | 'warm' | 'tepid';

const heats: Record<Heat, number> = { hot: 1, warm: 0.05, tepid: 0.02 };
const epochs = 400;
/** Temperature of an epoch by that of the one before; over 400 epochs it falls to 1/3000. */
const cooling = 0.98;
/** Moves tried to learn the scale of uphill moves, at most a tenth of the work. */
const probes = 2000;
/** Moves between two looks at whether to stop: about 20 ms. */
const slice = 65_536;
const thresholds = acceptanceThresholds();

/**
 * Simulated annealing on one-hot groups (S. Kirkpatrick et al., Science 220, 1983): a move gives one group, or two at once,
 * another choice. Changes are float64 over whole loads; the end is an exact descent.
 */
export function annealer({ heat }: { heat: Heat }): Sampler {
  return {
    name: `annealer/${heat}`,
    sample: (model, options) => anneal(model, options, heats[heat]),
  };
}

function anneal(model: ConstrainedModel, options: SampleOptions, heat: number): SampleSet {
  const initial = options.initial ?? model.groups.map(() => 0);
  const start: Sample = { choices: [...initial], energy: scoreChoices(model, initial) };
  const flat = flattenModel(model);
  const random = randomSource(options.seed);
  const moves = moveChooser(flat, random);
  const state = new SearchState(flat, variablesOf(flat, initial));
  const workDone = moves === undefined ? 0 : cool({ state, moves, random, heat, options });
  const annealed = sampleOf(model, state);
  const better = annealed.energy < start.energy ? annealed : start;
  const { choices, energy, ...descent } = descend(model, better, options.workUnits - workDone);
  return { samples: [{ choices, energy }], workDone: workDone + descent.workDone };
}

interface Cooling {
  readonly state: SearchState;
  readonly moves: MoveChooser;
  readonly random: RandomSource;
  readonly heat: number;
  readonly options: SampleOptions;
}

/** Anneals, leaving some work for the descent; returns the work done. */
function cool({ state, moves, random, heat, options }: Cooling): number {
  const { workUnits, shouldStop } = options;
  const forDescent = Math.min(Math.floor(workUnits / 4), 40 * state.model.groupOfVariable.length);
  const work = workUnits - forDescent;
  const probed = Math.min(probes, Math.floor(work / 10));
  let temperature = heat * meanUphill(state, moves, probed);
  let workDone = probed;
  let sinceLook = 0;
  for (let epoch = 1; epoch <= epochs; epoch++, temperature *= cooling) {
    const until = probed + Math.floor(((work - probed) * epoch) / epochs);
    while (workDone < until) {
      const count = Math.min(slice, until - workDone);
      runMoves(state, moves, random, temperature, count);
      workDone += count;
      sinceLook += count;
      if (sinceLook < slice) continue;
      sinceLook = 0;
      if (shouldStop?.() === true) return workDone;
    }
  }
  return workDone;
}

function runMoves(
  state: SearchState,
  moves: MoveChooser,
  random: RandomSource,
  temperature: number,
  count: number,
): void {
  const { move } = moves;
  for (let done = 0; done < count; done++) {
    moves.next(state.chosen);
    const first = move[0] ?? 0;
    const second = move[1] ?? -1;
    const delta = state.weigh(first, second);
    if (delta <= temperature * (thresholds[random() & (thresholdCount - 1)] ?? 0)) state.accept(first, second);
  }
}

function meanUphill(state: SearchState, moves: MoveChooser, count: number): number {
  let sum = 0;
  let uphill = 0;
  for (let probe = 0; probe < count; probe++) {
    moves.next(state.chosen);
    const delta = state.weigh(moves.move[0] ?? 0, -1);
    if (delta <= 0) continue;
    sum += delta;
    uphill++;
  }
  return uphill === 0 ? 0 : sum / uphill;
}

function variablesOf(model: FlatModel, choices: readonly number[]): Int32Array {
  return Int32Array.from(choices, (choice, group) => (model.groupStarts[group] ?? 0) + choice);
}

function sampleOf(model: ConstrainedModel, state: SearchState): Sample {
  const choices = Array.from(state.chosen, (variable, group) => variable - (state.model.groupStarts[group] ?? 0));
  return { choices, energy: scoreChoices(model, choices) };
}
