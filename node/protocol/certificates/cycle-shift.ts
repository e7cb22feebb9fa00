import type { ConstrainedModel } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import { ceilShift, type DiagonalShift, scaledRows, sumOfDiagonal } from './diagonal-shift.ts';
import { isSurelySemidefinite } from './semidefinite.ts';
import { spinForm } from './spin-form.ts';

/**
 * A closed walk over spins u_1 u_2 .. u_k u_1 and a sign +1 or -1 for each of its k steps, an odd number of them +1. The product of all
 * s_u s_v along it is 1, so that the terms 1 + sign s_u s_v, each 0 or 2, are not all 0: sum of sign s_u s_v >= 2 - k. For three
 * steps these are the triangle inequalities (F. Barahona, A. R. Mahjoub, Math. Program. 36, 1986).
 */
export interface WeightedCycle {
  readonly weight: number;
  readonly spins: readonly number[];
  readonly signs: readonly number[];
}

/** A diagonal shift of the couplings less weight x sign along each cycle: its bound is less by weight x (steps - 2) for each. */
export interface CycleShift extends Omit<DiagonalShift, 'kind'> {
  readonly kind: 'cycle-shift/1';
  /** Weights in the scale of the diagonal, not negative. */
  readonly cycles: readonly WeightedCycle[];
}

const mostCycles = 100_000;
const mostSteps = 1000;

/** The bound the certificate proves, exact. Throws what checkDiagonalShift throws, and CERTIFICATE_CYCLE_INVALID with the cycle. */
export function checkCycleShift(model: ConstrainedModel, certificate: CycleShift): bigint {
  const { scaleBits, diagonal, cycles } = certificate;
  const form = spinForm(model);
  const sum = sumOfDiagonal(form, certificate);
  const rows = scaledRows(form, scaleBits);
  if (cycles.length > mostCycles) throw new NodeError('CERTIFICATE_TOO_LARGE', { cycles: cycles.length });
  let cost = 0n;
  for (const [index, cycle] of cycles.entries()) {
    requireCycle(cycle, index, form.size);
    cost += BigInt(cycle.weight) * BigInt(cycle.spins.length - 2);
    subtract(rows, cycle, index);
  }
  if (!isSurelySemidefinite({ diagonal: Float64Array.from(diagonal), rows })) {
    throw new NodeError('CERTIFICATE_NOT_SEMIDEFINITE', { size: form.size });
  }
  // 4 energy = constant + sum over pairs; 2^scaleBits x that sum >= -sum / 2 - cost
  const bits = BigInt(scaleBits);
  return ceilShift((form.constant << (bits + 1n)) - sum - 2n * cost, bits + 3n);
}

function requireCycle({ weight, spins, signs }: WeightedCycle, index: number, size: number): void {
  const odd = signs.filter((sign) => sign === 1).length % 2 === 1;
  const isValid =
    Number.isSafeInteger(weight) &&
    weight >= 0 &&
    spins.length >= 3 &&
    spins.length <= mostSteps &&
    signs.length === spins.length &&
    signs.every((sign) => sign === 1 || sign === -1) &&
    spins.every(
      (spin, at) => Number.isInteger(spin) && spin >= 0 && spin < size && spin !== spins[(at + 1) % spins.length],
    );
  if (!isValid || !odd) throw new NodeError('CERTIFICATE_CYCLE_INVALID', { cycle: index });
}

function subtract(rows: readonly Map<number, number>[], { weight, spins, signs }: WeightedCycle, index: number): void {
  for (const [at, from] of spins.entries()) {
    const to = spins[(at + 1) % spins.length] ?? 0;
    const value = (rows[from]?.get(to) ?? 0) - weight * (signs[at] ?? 0);
    if (!Number.isSafeInteger(value)) throw new NodeError('CERTIFICATE_TOO_LARGE', { cycle: index });
    rows[from]?.set(to, value);
    rows[to]?.set(from, value);
  }
}
