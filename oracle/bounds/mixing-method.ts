import type { SpinForm } from '../../node/protocol/certificates/spin-form.ts';
import { randomSource } from '../samplers/random-source.ts';

/** Couplings of spins in compressed rows, both halves. */
export interface SpinRows {
  readonly size: number;
  readonly starts: Int32Array;
  readonly partners: Int32Array;
  readonly weights: Float64Array;
}

export interface MixingOptions {
  readonly mostSweeps: number;
  /** Stops when a sweep gains less than this part of the value. */
  readonly tolerance: number;
}

export function spinRows({ size, couplings }: SpinForm): SpinRows {
  const starts = new Int32Array(size + 1);
  for (const [spin, row] of couplings.entries()) starts[spin + 1] = (starts[spin] ?? 0) + row.size;
  const partners = new Int32Array(starts[size] ?? 0);
  const weights = new Float64Array(starts[size] ?? 0);
  let at = 0;
  for (const row of couplings) {
    for (const [partner, weight] of row) {
      partners[at] = partner;
      weights[at++] = weight;
    }
  }
  return { size, starts, partners, weights };
}

/** Unit vectors, `rank` numbers each, and the length of the field that each of them faces: the dual values. */
export interface MixingState {
  readonly rank: number;
  readonly vectors: Float64Array;
  readonly lengths: Float64Array;
}

/** Rank above sqrt(2n), where no local optimum is false (A. Barvinok; G. Pataki). */
export function mixingState(size: number): MixingState {
  const rank = 4 * Math.ceil((Math.sqrt(2 * size) + 1) / 4);
  return { rank, vectors: randomUnitVectors(size, rank), lengths: new Float64Array(size) };
}

/** Sweeps until a sweep gains too little; the lengths are then the dual values. */
export function mix(rows: SpinRows, state: MixingState, { mostSweeps, tolerance }: MixingOptions): void {
  for (let round = 0, value = 0; round < mostSweeps; round++) {
    const next = mixingSweep(rows, state);
    if (round > 10 && Math.abs(next - value) <= tolerance * next) break;
    value = next;
  }
}

/**
 * One sweep of the mixing method for min sum W_ij <v_i, v_j> over unit vectors (P.-W. Wang, W.-C. Chang, J. Z. Kolter, 2017): each
 * v_i in turn becomes the unit vector against its field. Returns the sum of the fields' lengths.
 */
export function mixingSweep({ size, starts, partners, weights }: SpinRows, state: MixingState): number {
  const { rank, vectors, lengths } = state;
  const field = new Float64Array(rank);
  let sum = 0;
  for (let spin = 0; spin < size; spin++) {
    field.fill(0);
    for (let at = starts[spin] ?? 0, end = starts[spin + 1] ?? 0; at < end; at++) {
      const weight = weights[at] ?? 0;
      if (weight === 0) continue;
      const from = (partners[at] ?? 0) * rank;
      for (let k = 0; k < rank; k++) field[k] = (field[k] ?? 0) + weight * (vectors[from + k] ?? 0);
    }
    let square = 0;
    for (let k = 0; k < rank; k++) square += (field[k] ?? 0) ** 2;
    const length = Math.sqrt(square);
    lengths[spin] = length;
    sum += length;
    if (length === 0) continue;
    const own = spin * rank;
    for (let k = 0; k < rank; k++) vectors[own + k] = -(field[k] ?? 0) / length;
  }
  return sum;
}

function randomUnitVectors(size: number, rank: number): Float64Array {
  const random = randomSource(1);
  const vectors = Float64Array.from({ length: size * rank }, () => random() / 2 ** 31 - 1);
  for (let spin = 0; spin < size; spin++) {
    const vector = vectors.subarray(spin * rank, (spin + 1) * rank);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    for (let k = 0; k < rank; k++) vector[k] = (vector[k] ?? 0) / length;
  }
  return vectors;
}
