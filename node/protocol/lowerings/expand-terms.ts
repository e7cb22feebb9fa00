import { type ConstrainedModel, constrainedLimits } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import type { Term } from '../model.ts';
import { QuadraticSum } from '../quadratic-terms.ts';

/** Multiplies out terms of degree at most 2 into `sum`; returns their constant. Throws MODEL_NOT_QUADRATIC with the term. */
export function expandTerms(terms: readonly Term[], sum: QuadraticSum): bigint {
  let constant = 0n;
  for (const [index, { base, weights, coefficients }] of terms.entries()) {
    const [c0 = 0n, c1 = 0n, c2 = 0n] = coefficients;
    if (coefficients.slice(3).some((coefficient) => coefficient !== 0n)) {
      throw new NodeError('MODEL_NOT_QUADRATIC', { term: index, degree: coefficients.length - 1 });
    }
    constant += c0 + c1 * base + c2 * base * base;
    for (const [at, [variable, weight]] of weights.entries()) {
      const w = BigInt(weight);
      sum.add(variable, variable, toNumber(w * (c1 + 2n * c2 * base) + c2 * w * w));
      if (c2 === 0n) continue;
      for (const [other, otherWeight] of weights.slice(at + 1)) {
        sum.add(variable, other, toNumber(2n * c2 * w * BigInt(otherWeight)));
      }
    }
  }
  return constant;
}

/** The model with its terms of degree at most 2 multiplied out into quadratic ones. Throws MODEL_NOT_QUADRATIC with the term. */
export function expandModel(model: ConstrainedModel): ConstrainedModel {
  if (model.terms.length === 0) return model;
  requireFewPairs(model.terms.map(({ weights }) => weights.length));
  const sum = new QuadraticSum();
  const offset = model.offset + expandTerms(model.terms, sum);
  addTerms(sum, model);
  return { ...model, terms: [], offset, quadratic: sum.terms() };
}

/** Throws MODEL_TOO_LARGE where squares of sums of these lengths have more terms than a model may. */
export function requireFewPairs(lengths: readonly number[]): void {
  const pairs = lengths.reduce((sum, length) => sum + (length * (length + 1)) / 2, 0);
  if (pairs > constrainedLimits.quadratic) {
    throw new NodeError('MODEL_TOO_LARGE', { pairs, most: constrainedLimits.quadratic });
  }
}

export function addTerms(
  sum: QuadraticSum,
  { quadratic: { rows, columns, weights } }: Pick<ConstrainedModel, 'quadratic'>,
): void {
  for (let at = 0; at < weights.length; at++) sum.add(rows[at] ?? 0, columns[at] ?? 0, weights[at] ?? 0);
}

function toNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new NodeError('MODEL_INVALID', { rule: 'weights are int32' });
  return number;
}
