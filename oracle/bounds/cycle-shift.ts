import { type CycleShift, checkCycleShift, type WeightedCycle } from '../../node/protocol/certificates/cycle-shift.ts';
import { type SpinForm, spinForm } from '../../node/protocol/certificates/spin-form.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { brokenTriangles, brokenWalks, innerProduct } from './cycles.ts';
import { type ProvenBound, raiseUntilProven, scaleBitsFor } from './diagonal-shift.ts';
import { type MixingState, mix, mixingState, mixingSweep, type SpinRows, spinRows } from './mixing-method.ts';

/** Up to here all triangles are looked at, above only closed walks of the graph, which add no new couplings. */
export const mostForTriangles = 260;

export interface CycleOptions {
  /** Rounds of sweeps and steps of the multipliers. */
  readonly rounds: number;
}

interface Multiplier {
  readonly spins: readonly number[];
  readonly signs: readonly number[];
  /** Where each step's coupling stands in the rows, both directions. */
  readonly places: readonly (readonly [number, number])[];
  weight: number;
}

/**
 * The semidefinite bound with multipliers on broken triangles or odd walks: sweeps of the mixing method on the couplings less the weighted
 * cycles alternate with steps of the multipliers along the violations, which ascend the dual. `undefined` where no proof passes.
 */
export function proveCycleShift(
  model: ConstrainedModel,
  { rounds }: CycleOptions,
): ProvenBound<CycleShift> | undefined {
  const form = spinForm(model);
  const isSmall = form.size <= mostForTriangles;
  const rows = spinRows(isSmall ? withAllPairs(form) : form);
  const own = rows.weights.slice();
  const state = mixingState(rows.size);
  mix(rows, state, { mostSweeps: 1000, tolerance: 1e-6 });
  const multipliers = ascend(rows, state, isSmall, rounds);
  const scaleBits = scaleBitsFor(state.lengths);
  const cycles = multipliers
    .map(({ spins, signs, weight }): WeightedCycle => ({ spins, signs, weight: Math.floor(weight * 2 ** scaleBits) }))
    .filter(({ weight }) => weight > 0);
  applyExactly(rows, own, multipliers, scaleBits);
  mix(rows, state, { mostSweeps: 1000, tolerance: 1e-8 });
  return raiseUntilProven(rows, state.lengths, scaleBits, (diagonal) => {
    const certificate: CycleShift = { kind: 'cycle-shift/1', scaleBits, diagonal, cycles };
    return { bound: checkCycleShift(model, certificate), certificate };
  });
}

const roundsPerSearch = 10;
const sweepsPerRound = 4;

function ascend(rows: SpinRows, state: MixingState, isSmall: boolean, rounds: number): Multiplier[] {
  const places = placesOf(rows);
  const mean = state.lengths.reduce((sum, value) => sum + value, 0) / rows.size;
  const degree = isSmall ? rows.size : rows.partners.length / rows.size;
  let multipliers: Multiplier[] = [];
  const known = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    if (round % roundsPerSearch === 0 && round < 0.9 * rounds) {
      const found = isSmall ? brokenTriangles(rows.size, state, 10 * rows.size) : brokenWalks(rows, state);
      for (const { spins, signs } of found) {
        const key = `${spins.join()} ${signs.join()}`;
        if (known.has(key)) continue;
        known.add(key);
        multipliers.push({ spins, signs, places: stepsOf(spins, places), weight: 0 });
      }
    }
    const step = (mean / degree) * (isSmall ? 1 : 0.3) * Math.max(0.05, 1 - round / rounds);
    for (const multiplier of multipliers) move(rows, state, multiplier, step);
    if (round % roundsPerSearch === roundsPerSearch - 1) {
      multipliers = multipliers.filter(({ weight, spins, signs }) => {
        if (weight > 0) return true;
        known.delete(`${spins.join()} ${signs.join()}`);
        return false;
      });
    }
    for (let sweep = 0; sweep < sweepsPerRound; sweep++) mixingSweep(rows, state);
  }
  return multipliers;
}

/** One step of one multiplier along its violation, kept from below 0, and its couplings with it. */
function move(rows: SpinRows, state: MixingState, multiplier: Multiplier, step: number): void {
  const { spins, signs, places } = multiplier;
  let violation = 2 - spins.length;
  for (let at = 0; at < spins.length; at++) {
    violation -= (signs[at] ?? 0) * innerProduct(state, spins[at] ?? 0, spins[(at + 1) % spins.length] ?? 0);
  }
  const weight = Math.max(0, multiplier.weight + step * violation);
  const change = weight - multiplier.weight;
  if (change === 0) return;
  multiplier.weight = weight;
  for (const [at, [there, back]] of places.entries()) {
    rows.weights[there] = (rows.weights[there] ?? 0) - change * (signs[at] ?? 0);
    rows.weights[back] = (rows.weights[back] ?? 0) - change * (signs[at] ?? 0);
  }
}

/** The couplings again with the multipliers as the certificate rounds them. */
function applyExactly(rows: SpinRows, own: Float64Array, multipliers: readonly Multiplier[], scaleBits: number): void {
  rows.weights.set(own);
  const scale = 2 ** scaleBits;
  for (const { signs, places, weight } of multipliers) {
    const rounded = Math.floor(weight * scale) / scale;
    for (const [at, [there, back]] of places.entries()) {
      rows.weights[there] = (rows.weights[there] ?? 0) - rounded * (signs[at] ?? 0);
      rows.weights[back] = (rows.weights[back] ?? 0) - rounded * (signs[at] ?? 0);
    }
  }
}

function placesOf({ size, starts, partners }: SpinRows): Map<number, number>[] {
  return Array.from({ length: size }, (_, spin) => {
    const places = new Map<number, number>();
    for (let at = starts[spin] ?? 0; at < (starts[spin + 1] ?? 0); at++) places.set(partners[at] ?? 0, at);
    return places;
  });
}

function stepsOf(spins: readonly number[], places: readonly Map<number, number>[]): (readonly [number, number])[] {
  return spins.map((from, at) => {
    const to = spins[(at + 1) % spins.length] ?? 0;
    return [places[from]?.get(to) ?? 0, places[to]?.get(from) ?? 0] as const;
  });
}

/** The same form with couplings of 0 between all others. */
function withAllPairs({ size, constant, couplings }: SpinForm): SpinForm {
  const all = couplings.map((row, spin) => {
    const full = new Map<number, number>();
    for (let other = 0; other < size; other++) if (other !== spin) full.set(other, row.get(other) ?? 0);
    return full;
  });
  return { size, constant, couplings: all };
}
