import { below, type RandomSource } from '../random-source.ts';
import type { BitRun, NativeForm } from './native-form.ts';
import type { NativeState } from './native-state.ts';

/** Proposes moves that keep groups one-hot and integers in range: `flips` first `count` entries are the bits to turn. */
export class NativeMoves {
  readonly flips = new Int32Array(64);
  count = 0;
  readonly #form: NativeForm;
  readonly #state: NativeState;
  readonly #random: RandomSource;
  readonly #groupOf: Int32Array;
  readonly #integerOf: Int32Array;
  readonly #free: number;

  constructor(state: NativeState, random: RandomSource) {
    this.#form = state.form;
    this.#state = state;
    this.#random = random;
    this.#groupOf = ownersOf(state.form.size, state.form.groups);
    this.#integerOf = ownersOf(state.form.size, state.form.integers);
    this.#free = state.form.firstInteger - state.form.firstFree;
  }

  /** One move: repairs a broken row, swaps two members of a row, or changes one group, integer or free bit. */
  propose(): void {
    this.count = 0;
    const { groups, integers, least } = this.#form;
    const { broken } = this.#state;
    const kind = this.#below(8);
    if (broken.length > 0 && kind < 3) {
      this.#changeMember(broken[this.#below(broken.length)] ?? 0);
    } else if (kind === 3 && least.length > 0) {
      const row = this.#below(least.length);
      this.#changeMember(row);
      this.#changeMember(row);
    }
    if (this.count > 0) return;
    const at = this.#below(groups.length + integers.length + this.#free);
    const group = groups[at];
    const integer = integers[at - groups.length];
    if (group !== undefined) this.#shift(group, group.first + this.#below(group.size));
    else if (integer !== undefined) this.#step(integer);
    else this.#turn(this.#form.firstFree + at - groups.length - integers.length);
  }

  /** Turns a bit of the row that is not part of what has changed already; of a broken row, so that it is less broken. */
  #changeMember(row: number): void {
    const { starts, others, weights } = this.#form.members;
    const from = starts[row] ?? 0;
    const length = (starts[row + 1] ?? 0) - from;
    const excess = this.#state.excess(row);
    const start = this.#below(length);
    for (let step = 0; step < Math.min(length, 20); step++) {
      const at = from + ((start + step) % length);
      const bit = others[at] ?? 0;
      const weight = weights[at] ?? 0;
      const wantsMore = this.#state.isAbove(row) ? weight < 0 : weight > 0;
      if (this.#integerOf[bit] !== -1) {
        const integer = this.#form.integers[this.#integerOf[bit] ?? 0];
        if (integer === undefined || this.count > 0) continue;
        const unit = Math.abs(weight) / 2 ** (bit - integer.first);
        const change = excess === 0 ? 1 + this.#below(4) : Math.ceil(excess / unit);
        const up = excess === 0 ? this.#below(2) === 0 : wantsMore;
        this.#setValue(integer, this.#valueOf(integer) + (up ? change : -change));
      } else {
        const isSet = this.#state.bits[bit] === 1;
        if (excess > 0 && isSet === wantsMore) continue;
        const group = this.#form.groups[this.#groupOf[bit] ?? -1];
        if (group === undefined) this.#turn(bit);
        else this.#shift(group, isSet ? group.first + this.#below(group.size) : bit);
      }
      if (this.count > 0) return;
    }
  }

  /** Where a bit would turn twice the whole move is nothing. */
  #turn(bit: number): void {
    for (let at = 0; at < this.count; at++) {
      if (this.flips[at] === bit) {
        this.count = 0;
        return;
      }
    }
    if (this.count < this.flips.length) this.flips[this.count++] = bit;
  }

  #shift({ first, size }: BitRun, to: number): void {
    let from = first;
    while (from < first + size && this.#state.bits[from] !== 1) from++;
    if (from === to) return;
    const before = this.count;
    this.#turn(from);
    if (this.count > before) this.#turn(to);
  }

  #step(integer: BitRun): void {
    const value = this.#valueOf(integer);
    const reach = this.#below(4) === 0 ? integer.range : Math.min(integer.range, 1 << this.#below(5));
    const change = 1 + this.#below(reach);
    this.#setValue(integer, this.#below(2) === 0 ? value + change : value - change);
  }

  #setValue(integer: BitRun, value: number): void {
    const within = Math.max(0, Math.min(integer.range, value));
    const before = this.#valueOf(integer);
    for (let bit = 0; bit < integer.size; bit++) {
      if (Math.floor(within / 2 ** bit) % 2 !== Math.floor(before / 2 ** bit) % 2) this.#turn(integer.first + bit);
    }
  }

  #valueOf({ first, size }: BitRun): number {
    let value = 0;
    for (let bit = size - 1; bit >= 0; bit--) value = 2 * value + (this.#state.bits[first + bit] ?? 0);
    return value;
  }

  #below(limit: number): number {
    return below(this.#random, limit);
  }
}

/** Number of the run each bit is in, or -1. */
function ownersOf(size: number, runs: readonly BitRun[]): Int32Array {
  const owners = new Int32Array(size).fill(-1);
  for (const [owner, { first, size: length }] of runs.entries()) owners.fill(owner, first, first + length);
  return owners;
}
