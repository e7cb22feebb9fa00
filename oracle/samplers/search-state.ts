import { type FlatModel, termEnergy } from './flat-model.ts';

/**
 * A sample under search: the chosen variable per group, the load and energy of each term; groups always stay one-hot. `weigh` a
 * move, then `accept` it or weigh the next. Loads are whole, so nothing drifts however many moves are made.
 */
export class SearchState {
  readonly model: FlatModel;
  /** Chosen variable per group. */
  readonly chosen: Int32Array;
  readonly #loads: Float64Array;
  readonly #energies: Float64Array;
  readonly #newLoads: Float64Array;
  readonly #newEnergies: Float64Array;
  readonly #touched: Int32Array;
  /** Number of the move that last touched each term. */
  readonly #stamps: Float64Array;
  #touchedCount = 0;
  #move = 0;

  constructor(model: FlatModel, chosen: Int32Array) {
    this.model = model;
    this.chosen = chosen.slice();
    this.#loads = model.bases.slice();
    for (const variable of chosen) {
      for (let at = model.rowStarts[variable] ?? 0; at < (model.rowStarts[variable + 1] ?? 0); at++) {
        const term = model.rowTerms[at] ?? 0;
        this.#loads[term] = (this.#loads[term] ?? 0) + (model.rowWeights[at] ?? 0);
      }
    }
    this.#energies = this.#loads.map((load, term) => termEnergy(model, term, load));
    this.#newLoads = this.#loads.slice();
    this.#newEnergies = this.#energies.slice();
    this.#touched = new Int32Array(model.termCount);
    this.#stamps = new Float64Array(model.termCount);
  }

  /** Energy change if the group of `first` chose it instead, and the other group of `second`, unless that is -1. */
  weigh(first: number, second: number): number {
    const { model, chosen } = this;
    this.#touchedCount = 0;
    this.#move++;
    this.#add(chosen[model.groupOfVariable[first] ?? 0] ?? 0, -1);
    this.#add(first, 1);
    if (second >= 0) {
      this.#add(chosen[model.groupOfVariable[second] ?? 0] ?? 0, -1);
      this.#add(second, 1);
    }
    return this.#sumChanges();
  }

  /** Makes the move just weighed. */
  accept(first: number, second: number): void {
    for (let index = 0; index < this.#touchedCount; index++) {
      const term = this.#touched[index] ?? 0;
      this.#loads[term] = this.#newLoads[term] ?? 0;
      this.#energies[term] = this.#newEnergies[term] ?? 0;
    }
    const groups = this.model.groupOfVariable;
    this.chosen[groups[first] ?? 0] = first;
    if (second >= 0) this.chosen[groups[second] ?? 0] = second;
  }

  #add(variable: number, sign: number): void {
    const { rowStarts, rowTerms, rowWeights } = this.model;
    const newLoads = this.#newLoads;
    const stamps = this.#stamps;
    const move = this.#move;
    const end = rowStarts[variable + 1] ?? 0;
    for (let at = rowStarts[variable] ?? 0; at < end; at++) {
      const term = rowTerms[at] ?? 0;
      if (stamps[term] !== move) {
        stamps[term] = move;
        newLoads[term] = this.#loads[term] ?? 0;
        this.#touched[this.#touchedCount++] = term;
      }
      newLoads[term] = (newLoads[term] ?? 0) + sign * (rowWeights[at] ?? 0);
    }
  }

  #sumChanges(): number {
    const { stride, coefficients } = this.model;
    const loads = this.#loads;
    const newLoads = this.#newLoads;
    const energies = this.#energies;
    const newEnergies = this.#newEnergies;
    const touched = this.#touched;
    let delta = 0;
    for (let index = 0; index < this.#touchedCount; index++) {
      const term = touched[index] ?? 0;
      const load = newLoads[term] ?? 0;
      const energy = energies[term] ?? 0;
      newEnergies[term] = energy;
      if (load === loads[term]) continue;
      const first = term * stride;
      let value = 0;
      for (let at = first + stride - 1; at >= first; at--) value = value * load + (coefficients[at] ?? 0);
      newEnergies[term] = value;
      delta += value - energy;
    }
    return delta;
  }
}
