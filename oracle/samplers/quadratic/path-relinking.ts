import { below, randomSource } from '../random-source.ts';
import { insertElite } from './elites.ts';
import { type FlipState, flip, flipState, setBits } from './flip-state.ts';
import type { QuadraticForm } from './quadratic-form.ts';
import type { QuadraticAnswer, QuadraticOptions, QuadraticSample, QuadraticSampler } from './quadratic-sampler.ts';
import { randomBits } from './random-bits.ts';
import { tabuSearch } from './tabu.ts';

const poolSize = 10;
/** Weighing a flip while scanning costs about this part of an annealer's attempt. */
const scanPart = 1 / 4;

/**
 * Tabu search with path relinking (Y. Wang, Z. Lü, F. Glover, J.-K. Hao, EJOR 223, 2012): a pool of good samples; from one walk greedily
 * towards another, take the best of the middle of the way, improve it by tabu search, and let it into the pool if good and new.
 */
export function tabuRelinking(): QuadraticSampler {
  return { name: 'tabu-relinking', sample: relink };
}

function relink(form: QuadraticForm, options: QuadraticOptions): QuadraticAnswer {
  const random = randomSource(options.seed);
  const { size } = form;
  const state = flipState(form, options.elites?.[0]?.bits ?? randomBits(size, random));
  const unit = Math.max(1, Math.ceil(size * scanPart));
  const patience = Math.max(500, Math.min(20 * size, 10_000));
  let pool: readonly QuadraticSample[] = options.elites?.slice(0, poolSize) ?? [];
  let workDone = 0;
  while (workDone < options.workUnits && options.shouldStop?.() !== true) {
    const isGrowing = pool.length < poolSize;
    const start = isGrowing ? randomBits(size, random) : between(state, pool, random);
    setBits(state, start);
    const left = Math.ceil((options.workUnits - workDone) / unit);
    const outer = { energy: state.bestEnergy, bits: state.best.slice() };
    state.bestEnergy = Number.POSITIVE_INFINITY;
    const iterations = tabuSearch(state, { random, patience, most: left });
    const found = { bits: state.best.slice(), energy: state.bestEnergy };
    if (outer.energy <= found.energy) {
      state.best.set(outer.bits);
      state.bestEnergy = outer.energy;
    }
    if (Number.isFinite(found.energy)) pool = insertElite(pool, found, poolSize);
    workDone += Math.max(1, iterations) * unit;
  }
  return { bits: state.best, energy: state.bestEnergy, workDone };
}

/** The best bits of the middle third of a greedy way from one elite to another. */
function between(state: FlipState, pool: readonly QuadraticSample[], random: () => number): Uint8Array {
  const first = below(random, pool.length);
  const second = (first + 1 + below(random, pool.length - 1)) % pool.length;
  const from = pool[first]?.bits ?? new Uint8Array();
  const to = pool[second]?.bits ?? new Uint8Array();
  setBits(state, from);
  const { signs, fields } = state;
  const open = Array.from(from.keys()).filter((variable) => from[variable] !== to[variable]);
  const distance = open.length;
  let least = Number.POSITIVE_INFINITY;
  let bits = from.slice();
  for (let walked = 1; open.length > 0; walked++) {
    let best = 0;
    let rise = Number.POSITIVE_INFINITY;
    for (const [at, variable] of open.entries()) {
      const change = (signs[variable] ?? 0) * (fields[variable] ?? 0);
      if (change >= rise) continue;
      rise = change;
      best = at;
    }
    flip(state, open[best] ?? 0);
    open[best] = open.at(-1) ?? 0;
    open.pop();
    if (3 * walked < distance || 3 * walked > 2 * distance + 2 || state.energy >= least) continue;
    least = state.energy;
    bits = Uint8Array.from(signs, (sign) => (sign === 1 ? 0 : 1));
  }
  if (distance < 4) for (let count = 0; count < 4; count++) bits[below(random, bits.length)] = random() & 1;
  return bits;
}
