import { energyOf, type QuadraticForm } from './quadratic-form.ts';

/** Bits in motion: flipping variable i changes the energy by signs[i] x fields[i], signs = 1 for a bit 0 and -1 for a bit 1. */
export interface FlipState {
  readonly form: QuadraticForm;
  readonly signs: Int32Array;
  readonly fields: Int32Array;
  /** Without the form's offset. */
  energy: number;
  /** The best seen. */
  bestEnergy: number;
  readonly best: Uint8Array;
}

export function flipState(form: QuadraticForm, bits: ArrayLike<number>): FlipState {
  const { size } = form;
  const state: FlipState = {
    form,
    signs: new Int32Array(size),
    fields: new Int32Array(size),
    energy: 0,
    bestEnergy: Number.POSITIVE_INFINITY,
    best: new Uint8Array(size),
  };
  setBits(state, bits);
  return state;
}

/** Moves to other bits; the best seen stays. */
export function setBits(state: FlipState, bits: ArrayLike<number>): void {
  const { form, signs, fields } = state;
  const { size, linear, starts, links } = form;
  fields.set(linear);
  for (let variable = 0; variable < size; variable++) {
    const isSet = bits[variable] === 1;
    signs[variable] = isSet ? -1 : 1;
    if (!isSet) continue;
    for (let at = 2 * (starts[variable] ?? 0), end = 2 * (starts[variable + 1] ?? 0); at < end; at += 2) {
      const other = links[at] ?? 0;
      fields[other] = (fields[other] ?? 0) + (links[at + 1] ?? 0);
    }
  }
  state.energy = energyOf(form, bits);
  keepBest(state);
}

/** Keeps the present bits where they are the best seen. */
export function keepBest(state: FlipState): boolean {
  if (state.energy >= state.bestEnergy) return false;
  const { signs, best } = state;
  for (let variable = 0; variable < best.length; variable++) best[variable] = signs[variable] === 1 ? 0 : 1;
  state.bestEnergy = state.energy;
  return true;
}

export function flip(state: FlipState, variable: number): void {
  const { signs, fields, form } = state;
  const { starts, links } = form;
  const sign = signs[variable] ?? 0;
  state.energy += sign * (fields[variable] ?? 0);
  signs[variable] = -sign;
  for (let at = 2 * (starts[variable] ?? 0), end = 2 * (starts[variable + 1] ?? 0); at < end; at += 2) {
    const other = links[at] ?? 0;
    fields[other] = (fields[other] ?? 0) + sign * (links[at + 1] ?? 0);
  }
}

/** Flips whatever lessens the energy until nothing does. Returns the attempts. */
export function descendFlips(state: FlipState): number {
  const { signs, fields } = state;
  let attempts = 0;
  for (let stable = 0, at = 0; stable < signs.length; at = at + 1 === signs.length ? 0 : at + 1) {
    attempts++;
    stable++;
    if ((signs[at] ?? 0) * (fields[at] ?? 0) >= 0) continue;
    flip(state, at);
    stable = 0;
  }
  keepBest(state);
  return attempts;
}
