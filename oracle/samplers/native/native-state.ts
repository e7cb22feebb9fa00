import type { NativeForm } from './native-form.ts';

/** Energies of samples that break rules stand above every other, by how much they break. */
const brokenEnergy = 2 ** 1000;

/** Bits with what one flip changes, kept up to date; groups are one-hot and integers in range at all times. */
export class NativeState {
  readonly form: NativeForm;
  readonly bits: Uint8Array;
  readonly #fields: Float64Array;
  readonly #loads: Float64Array;
  readonly #sums: Float64Array;
  /** What one unit beyond a row's bounds costs. */
  readonly penalties: Float64Array;
  /** Rows that are broken, in any order, and the place of each among them or -1. */
  readonly #broken: number[] = [];
  readonly #places: Int32Array;
  energy = 0;
  /** Sum of penalty x excess. */
  penalty = 0;

  constructor(form: NativeForm, bits: Uint8Array) {
    this.form = form;
    this.bits = new Uint8Array(form.size);
    this.#fields = form.linear.slice();
    this.#loads = form.bases.slice();
    this.#sums = new Float64Array(form.least.length);
    this.penalties = new Float64Array(form.least.length).fill(1);
    this.#places = new Int32Array(form.least.length).fill(-1);
    for (let term = 0; term < form.bases.length; term++) this.energy += this.#termValue(term);
    for (let row = 0; row < form.least.length; row++) this.#mark(row, 0, this.excess(row));
    for (const [bit, value] of bits.entries()) if (value === 1) this.flip(bit);
  }

  get broken(): readonly number[] {
    return this.#broken;
  }

  /** How far a row's sum lies beyond its bounds. */
  excess(row: number): number {
    const sum = this.#sums[row] ?? 0;
    return Math.max(0, sum - (this.form.most[row] ?? 0), (this.form.least[row] ?? 0) - sum);
  }

  /** Whether a broken row's sum is too large. */
  isAbove(row: number): boolean {
    return (this.#sums[row] ?? 0) > (this.form.most[row] ?? 0);
  }

  setPenalty(row: number, penalty: number): void {
    this.penalty += (penalty - (this.penalties[row] ?? 0)) * this.excess(row);
    this.penalties[row] = penalty;
  }

  flip(bit: number): void {
    const { couplings, termsOf, rowsOf } = this.form;
    const sign = this.bits[bit] === 1 ? -1 : 1;
    this.bits[bit] = sign === 1 ? 1 : 0;
    this.energy += sign * (this.#fields[bit] ?? 0);
    for (let at = couplings.starts[bit] ?? 0; at < (couplings.starts[bit + 1] ?? 0); at++) {
      const other = couplings.others[at] ?? 0;
      this.#fields[other] = (this.#fields[other] ?? 0) + sign * (couplings.weights[at] ?? 0);
    }
    for (let at = termsOf.starts[bit] ?? 0; at < (termsOf.starts[bit + 1] ?? 0); at++) {
      const term = termsOf.others[at] ?? 0;
      const before = this.#termValue(term);
      this.#loads[term] = (this.#loads[term] ?? 0) + sign * (termsOf.weights[at] ?? 0);
      this.energy += this.#termValue(term) - before;
    }
    for (let at = rowsOf.starts[bit] ?? 0; at < (rowsOf.starts[bit + 1] ?? 0); at++) {
      const row = rowsOf.others[at] ?? 0;
      const before = this.excess(row);
      this.#sums[row] = (this.#sums[row] ?? 0) + sign * (rowsOf.weights[at] ?? 0);
      this.#mark(row, before, this.excess(row));
    }
  }

  #termValue(term: number): number {
    const coefficients = this.form.coefficients[term] ?? new Float64Array();
    const load = this.#loads[term] ?? 0;
    let value = 0;
    for (let power = coefficients.length - 1; power >= 0; power--) value = value * load + (coefficients[power] ?? 0);
    return value;
  }

  #mark(row: number, before: number, after: number): void {
    this.penalty += (this.penalties[row] ?? 0) * (after - before);
    const place = this.#places[row] ?? -1;
    if (after > 0 && place === -1) {
      this.#places[row] = this.#broken.push(row) - 1;
    } else if (after === 0 && place !== -1) {
      const last = this.#broken.pop() ?? row;
      this.#places[row] = -1;
      if (last === row) return;
      this.#broken[place] = last;
      this.#places[last] = place;
    }
  }
}

/** For comparing samples: the energy, without offset, of bits that meet every row; far above it otherwise. */
export function nativeEnergy(form: NativeForm, bits: Uint8Array): number {
  const state = new NativeState(form, bits);
  const excess = state.broken.reduce((sum, row) => sum + state.excess(row), 0);
  return excess === 0 ? state.energy : brokenEnergy * (1 + excess);
}

/** The first choice of every group, the least value of every integer, no other bit. */
export function firstBits({ size, groups }: NativeForm): Uint8Array {
  const bits = new Uint8Array(size);
  for (const { first } of groups) bits[first] = 1;
  return bits;
}

/** The chosen index per group, for bits that are one-hot. */
export function choicesOfBits({ groups }: Pick<NativeForm, 'groups'>, bits: Uint8Array): number[] {
  return groups.map(({ first, size }) => bits.subarray(first, first + size).indexOf(1));
}

/** The bits of groups alone; all others are 0. */
export function bitsOfChoices(
  { size, groups }: Pick<NativeForm, 'size' | 'groups'>,
  choices: readonly number[],
): Uint8Array {
  const bits = new Uint8Array(size);
  for (const [group, { first }] of groups.entries()) bits[first + (choices[group] ?? 0)] = 1;
  return bits;
}
