import { naturalLogarithm } from '../logarithm-table.ts';
import { randomSource } from '../random-source.ts';
import { descendFlips, type FlipState, flipState, keepBest, setBits } from './flip-state.ts';
import type { QuadraticForm } from './quadratic-form.ts';
import { type QuadraticAnswer, type QuadraticOptions, type QuadraticSampler, workSlice } from './quadratic-sampler.ts';
import { randomBits, randomWords } from './random-bits.ts';
import { geometricTemperatures, scheduleOf } from './schedule.ts';
import { newThresholds, setThresholds, sweep } from './sweep.ts';

const mostReplicas = 16;
const attemptsPerRound = 8192;

/**
 * Parallel tempering (K. Hukushima, K. Nemoto, J. Phys. Soc. Jpn. 65, 1996): replicas at a ladder of temperatures sweep, then
 * neighbours in the ladder swap by the Metropolis rule. Elites start the coldest replicas.
 */
export function tempering(): QuadraticSampler {
  return { name: 'tempering', sample: temper };
}

function temper(form: QuadraticForm, options: QuadraticOptions): QuadraticAnswer {
  const { seed, workUnits, elites = [] } = options;
  const random = randomSource(seed);
  const words = randomWords(random);
  const sweepsPerRound = Math.ceil(attemptsPerRound / form.size);
  const attempts = sweepsPerRound * form.size;
  const count = Math.max(1, Math.min(mostReplicas, Math.floor(workUnits / (20 * attempts))));
  const { hot, cold } = scheduleOf(form);
  const temperatures = geometricTemperatures(
    { hot: Math.max(cold, hot * 0.7), cold: Math.min(hot, cold * 1.5) },
    count,
  );
  const thresholds = Array.from(temperatures, (temperature) => {
    const table = newThresholds();
    setThresholds(table, temperature);
    return table;
  });
  const replicas = Array.from(temperatures, (_, at) =>
    flipState(form, elites[count - 1 - at]?.bits ?? randomBits(form.size, random)),
  );
  const polished = flipState(form, elites[0]?.bits ?? randomBits(form.size, random));
  let workDone = 0;
  let sinceAsked = 0;
  for (let round = 0; workDone + count * attempts <= workUnits; round++) {
    for (const [at, replica] of replicas.entries()) {
      sweep(replica, thresholds[at] ?? newThresholds(), words, sweepsPerRound);
      if (2 * at >= count) keepBest(replica);
    }
    for (let at = round & 1; at + 1 < count; at += 2) {
      swapMaybe(replicas, at, temperatures, random());
    }
    workDone += count * attempts;
    sinceAsked += count * attempts;
    if (sinceAsked < workSlice) continue;
    sinceAsked = 0;
    if (options.shouldStop?.() === true) break;
  }
  for (const { best } of replicas) {
    setBits(polished, best);
    workDone += descendFlips(polished);
  }
  return { bits: polished.best, energy: polished.bestEnergy, workDone };
}

/** Swaps two neighbours with probability exp((1/T - 1/T')(E - E')). */
function swapMaybe(replicas: FlipState[], at: number, temperatures: Float64Array, drawn: number): void {
  const hotter = replicas[at];
  const colder = replicas[at + 1];
  if (hotter === undefined || colder === undefined) return;
  const inverse = 1 / (temperatures[at + 1] ?? 1) - 1 / (temperatures[at] ?? 1);
  const gain = inverse * (colder.energy - hotter.energy);
  if (gain < 0 && gain < naturalLogarithm((drawn + 0.5) / 0x1_0000_0000)) return;
  replicas[at] = colder;
  replicas[at + 1] = hotter;
}
