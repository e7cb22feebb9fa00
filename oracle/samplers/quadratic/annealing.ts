import { randomSource } from '../random-source.ts';
import { descendFlips, type FlipState, flipState, keepBest, setBits } from './flip-state.ts';
import type { QuadraticForm } from './quadratic-form.ts';
import { type QuadraticAnswer, type QuadraticOptions, type QuadraticSampler, workSlice } from './quadratic-sampler.ts';
import { randomBits, randomWords } from './random-bits.ts';
import { geometricTemperatures, type Schedule, scheduleOf } from './schedule.ts';
import { newThresholds, type RandomWords, setThresholds, sweep } from './sweep.ts';

/** Attempts at one temperature, so that filling the table of thresholds costs little. */
const attemptsPerStep = 8192;
/** A warm start keeps most of what the elite has. */
const warmPart = 0.35;

export interface AnnealingKind {
  /** Cold starts from random bits, warm from the elites in turn. */
  readonly start: 'random' | 'elite';
  /** The work is divided among this many reads. */
  readonly reads: number;
}

/** Simulated annealing by single flips (S. Kirkpatrick et al., Science 220, 1983), read after read. */
export function annealing({ start, reads }: AnnealingKind): QuadraticSampler {
  return {
    name: `annealing/${start}-${reads}`,
    sample: (form, options) => anneal(form, options, { start, reads }),
  };
}

function anneal(form: QuadraticForm, options: QuadraticOptions, { start, reads }: AnnealingKind): QuadraticAnswer {
  const { seed, workUnits, elites = [] } = options;
  const random = randomSource(seed);
  const words = randomWords(random);
  const state = flipState(form, elites[0]?.bits ?? randomBits(form.size, random));
  const full = scheduleOf(form);
  let workDone = 0;
  for (let read = 0; read < reads && options.shouldStop?.() !== true; read++) {
    const elite = start === 'elite' ? elites[read % Math.max(1, elites.length)] : undefined;
    setBits(state, elite?.bits ?? randomBits(form.size, random));
    const schedule = elite === undefined ? full : { ...full, hot: Math.max(full.cold, full.hot * warmPart) };
    const allowance = Math.floor((workUnits * (read + 1)) / reads) - workDone;
    workDone += coolDown(state, { schedule, words, allowance, options });
  }
  return { bits: state.best, energy: state.bestEnergy, workDone };
}

interface Cooling {
  readonly schedule: Schedule;
  readonly words: RandomWords;
  readonly allowance: number;
  readonly options: QuadraticOptions;
}

function coolDown(state: FlipState, { schedule, words, allowance, options }: Cooling): number {
  const { size } = state.form;
  const sweepsPerStep = Math.ceil(attemptsPerStep / size);
  const steps = Math.floor(allowance / (sweepsPerStep * size));
  if (steps < 1) return descendFlips(state);
  const temperatures = geometricTemperatures(schedule, steps);
  const thresholds = newThresholds();
  let sinceAsked = 0;
  for (const [step, temperature] of temperatures.entries()) {
    setThresholds(thresholds, temperature);
    sweep(state, thresholds, words, sweepsPerStep);
    if (2 * step > steps) keepBest(state);
    sinceAsked += sweepsPerStep * size;
    if (sinceAsked < workSlice) continue;
    sinceAsked = 0;
    if (options.shouldStop?.() === true) return (step + 1) * sweepsPerStep * size;
  }
  return steps * sweepsPerStep * size + descendFlips(state);
}
