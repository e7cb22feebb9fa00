import type { ConstrainedModel } from '../constrained-model.ts';
import type { IntegerProgram } from '../lowerings/integer-program.ts';
import { lowerToProgram } from '../lowerings/linear.ts';
import { type RowMultipliers, roundUp, safeBound } from './safe-bound.ts';

/** A proof by linear duality: multipliers of the rows of the model's integer program, in units of 2^-scaleBits. */
export interface LpDual extends RowMultipliers {
  readonly kind: 'lp-dual/1';
  /** 0 to 60. */
  readonly scaleBits: number;
}

/**
 * The bound the certificate proves, exact. Any multipliers of the right signs prove one; better ones a higher one.
 * Throws CERTIFICATE_LENGTH, CERTIFICATE_NUMBER_INVALID, MODEL_NOT_LINEAR.
 */
export function checkLpDual(model: ConstrainedModel, certificate: LpDual): bigint {
  return lpDualBound(lowerToProgram(model), certificate);
}

export function lpDualBound(program: IntegerProgram, certificate: LpDual): bigint {
  const { scaleBits } = certificate;
  return roundUp(program, safeBound(program, program, certificate, scaleBits, true), scaleBits);
}
