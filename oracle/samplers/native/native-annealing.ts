import { acceptanceThresholds, thresholdCount } from '../logarithm-table.ts';
import type { QuadraticAnswer, QuadraticOptions } from '../quadratic/quadratic-sampler.ts';
import { randomSource } from '../random-source.ts';
import type { NativeForm } from './native-form.ts';
import { NativeMoves } from './native-moves.ts';
import { firstBits, NativeState, nativeEnergy } from './native-state.ts';

/** Searches a model on its own rules; energies are float64, without the offset, far above all others where a rule is broken. */
export interface NativeSampler {
  readonly name: string;
  sample(form: NativeForm, options: QuadraticOptions): QuadraticAnswer;
}

export interface NativeKind {
  readonly start: 'random' | 'elite';
  readonly reads: number;
}

const epochs = 200;
const probes = 1000;
/** Temperature of an epoch by that of the one before; over 200 epochs it falls to 1/20,000. */
const cooling = 0.95;
/** Part of the first temperature of a search that starts from a good sample. */
const warmPart = 0.05;
/** What a row that stays broken costs more after each epoch. */
const growth = 1.3;
const thresholds = acceptanceThresholds();

/**
 * Simulated annealing on the rules themselves: groups and integers hold in every move, rows cost a penalty that grows while they
 * stay broken (weights as in C. Luo et al., and in the feasibility jump of B. Luteberget, G. Sartor, Math. Program. Comput. 15, 2023).
 */
export function nativeAnnealing({ start, reads }: NativeKind): NativeSampler {
  return { name: `native/${start}-${reads}`, sample: (form, options) => anneal(form, options, { start, reads }) };
}

interface Best {
  bits: Uint8Array;
  energy: number;
}

function anneal(form: NativeForm, options: QuadraticOptions, { start, reads }: NativeKind): QuadraticAnswer {
  const { seed, workUnits, elites = [], shouldStop } = options;
  const first = elites[0]?.bits ?? firstBits(form);
  const best: Best = { bits: first, energy: nativeEnergy(form, first) };
  let workDone = 0;
  for (let read = 0; read < reads && shouldStop?.() !== true; read++) {
    const elite = start === 'elite' ? elites[read % Math.max(1, elites.length)] : undefined;
    const state = new NativeState(form, elite?.bits ?? firstBits(form));
    const allowance = Math.floor((workUnits * (read + 1)) / reads) - workDone;
    workDone += cool(state, { seed: seed + read, allowance, isWarm: elite !== undefined, best, options });
    const found = nativeEnergy(form, best.bits);
    best.energy = Math.min(best.energy, found);
  }
  return { bits: best.bits, energy: nativeEnergy(form, best.bits), workDone };
}

interface Cooling {
  readonly seed: number;
  readonly allowance: number;
  readonly isWarm: boolean;
  readonly best: Best;
  readonly options: QuadraticOptions;
}

function cool(state: NativeState, { seed, allowance, isWarm, best, options }: Cooling): number {
  const random = randomSource(seed >>> 0);
  const moves = new NativeMoves(state, random);
  const uphill = probe(state, moves, !isWarm);
  for (let row = 0; row < state.penalties.length; row++) state.setPenalty(row, uphill);
  let temperature = (isWarm ? warmPart : 1) * uphill;
  let done = probes;
  for (let epoch = 1; epoch <= epochs && options.shouldStop?.() !== true; epoch++, temperature *= cooling) {
    for (const until = Math.floor((allowance * epoch) / epochs); done < until; done++) {
      moves.propose();
      const before = state.energy + state.penalty;
      apply(state, moves);
      const rise = state.energy + state.penalty - before;
      if (rise > temperature * (thresholds[random() & (thresholdCount - 1)] ?? 0)) apply(state, moves);
      else if (state.broken.length === 0 && state.energy < best.energy) {
        best.bits = state.bits.slice();
        best.energy = state.energy;
      }
    }
    for (const row of state.broken) state.setPenalty(row, growth * (state.penalties[row] ?? 0));
  }
  return done;
}

/** Turning the bits again takes the move back. */
function apply(state: NativeState, { flips, count }: NativeMoves): void {
  for (let at = 0; at < count; at++) state.flip(flips[at] ?? 0);
}

/** Mean rise of moves that raise the energy, at least 1; leaves the state where it was unless it may wander. */
function probe(state: NativeState, moves: NativeMoves, mayWander: boolean): number {
  let sum = 0;
  let uphill = 0;
  for (let round = 0; round < probes; round++) {
    moves.propose();
    const before = state.energy;
    apply(state, moves);
    if (state.energy > before) {
      sum += state.energy - before;
      uphill++;
    }
    if (!mayWander) apply(state, moves);
  }
  return uphill === 0 ? 1 : Math.max(1, sum / uphill);
}
