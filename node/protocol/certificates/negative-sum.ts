import type { ConstrainedModel } from '../constrained-model.ts';
import { expandModel } from '../lowerings/expand-terms.ts';

/** The proof that always exists: no sample can have less than all negative terms together. */
export interface NegativeSum {
  readonly kind: 'negative-sum/1';
}

/** The bound, exact. Throws MODEL_NOT_QUADRATIC for a term of degree above 2. */
export function checkNegativeSum(model: ConstrainedModel): bigint {
  const { quadratic, offset } = expandModel(model);
  // at most 2^22 int32 weights: below 2^53
  return offset + BigInt(quadratic.weights.reduce((sum, weight) => sum + Math.min(0, weight), 0));
}
