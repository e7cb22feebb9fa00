import { checkDiagonalShift, type DiagonalShift } from '../../node/protocol/certificates/diagonal-shift.ts';
import { spinForm } from '../../node/protocol/certificates/spin-form.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { estimateLeastEigenvalue } from './least-eigenvalue.ts';
import { mix, mixingState, type SpinRows, spinRows } from './mixing-method.ts';

export interface ProvenBound<C> {
  readonly bound: bigint;
  readonly certificate: C;
}

const mostTries = 12;
/** Dual values of about 2^30, so that rounding them costs next to nothing and the couplings stay exact. */
const valueBits = 30;

/**
 * The semidefinite bound with a certificate that the checker accepted: dual values from the mixing method, all raised by what the
 * least eigenvalue lacks, and by ever more until the proof passes. `undefined` where none does.
 */
export function proveDiagonalShift(model: ConstrainedModel): ProvenBound<DiagonalShift> | undefined {
  const rows = spinRows(spinForm(model));
  const state = mixingState(rows.size);
  mix(rows, state, { mostSweeps: 2000, tolerance: 1e-7 });
  const scaleBits = scaleBitsFor(state.lengths);
  return raiseUntilProven(rows, state.lengths, scaleBits, (diagonal) => {
    const certificate: DiagonalShift = { kind: 'diagonal-shift/1', scaleBits, diagonal };
    return { bound: checkDiagonalShift(model, certificate), certificate };
  });
}

export function scaleBitsFor(dual: Float64Array): number {
  const largest = dual.reduce((most, value) => Math.max(most, value), 1);
  return Math.max(0, Math.min(20, valueBits - Math.ceil(Math.log2(largest))));
}

/** Raises the diagonal and tries the proof again, until the checker accepts it. */
export function raiseUntilProven<C>(
  rows: SpinRows,
  dual: Float64Array,
  scaleBits: number,
  prove: (diagonal: number[]) => ProvenBound<C>,
): ProvenBound<C> | undefined {
  const mean = dual.reduce((sum, value) => sum + value, 0) / dual.length;
  const lacking = Math.max(0, -estimateLeastEigenvalue(rows, dual, 300));
  let margin = Math.max(1e-5 * mean, 0.02 * lacking);
  for (let attempt = 0; attempt < mostTries; attempt++, margin *= 4) {
    try {
      return prove(Array.from(dual, (value) => Math.ceil((value + lacking + margin) * 2 ** scaleBits) + 1));
    } catch (error) {
      if (!isNodeError(error, 'CERTIFICATE_NOT_SEMIDEFINITE')) throw error;
    }
  }
  return undefined;
}
