import type { ConstrainedModel } from './constrained-model.ts';
import { requireRule, type Term } from './model.ts';

/**
 * Throws MODEL_INVALID for a model whose energy, or anything on the way to it by Horner's rule, could leave int256 for some bits:
 * the sum of absolute values stays below 2^255, so no sum or product in any order overflows on chain.
 */
export function requireNoOverflow({ offset, quadratic, terms }: ConstrainedModel): void {
  const couplings = quadratic.weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const reach = terms.reduce((sum, term) => sum + reachOf(term), magnitude(offset) + BigInt(couplings));
  requireRule(reach < 1n << 255n, 'energy of every sample fits int256');
}

function reachOf({ base, weights, coefficients }: Term): bigint {
  const load = magnitude(base) + BigInt(weights.reduce((sum, [, weight]) => sum + Math.abs(weight), 0));
  return coefficients.reduceRight((sum, coefficient) => sum * (load === 0n ? 1n : load) + magnitude(coefficient), 0n);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
