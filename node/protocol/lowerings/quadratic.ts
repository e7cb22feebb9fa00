import { type ConstrainedModel, type Constraint, validateConstrainedModel, variablesOf } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import { withLinearRules } from '../model-rules.ts';
import { QuadraticSum } from '../quadratic-terms.ts';
import { addTerms, expandModel, requireFewPairs } from './expand-terms.ts';
import { type Penalized, penalizedOf } from './penalized.ts';

/** An unconstrained model of free bits alone: its first `variables` bits are the original's, the rest are slack. */
export interface QuadraticLowering {
  readonly model: ConstrainedModel;
  readonly variables: number;
  /** Penalty per group, then per linear rule (model-rules.ts). */
  readonly penalties: readonly number[];
}

/**
 * Lowers to QUBO: every group and linear rule becomes penalty x (sum - bound)^2, with slack bits where it is an inequality.
 *
 * The penalties suffice: let F be the lowered energy and some sample meet every rule. A rule that shares a variable with another
 * has P = 1 + U - L, where L and U bound the energy of any bits: breaking it costs F >= L + P > U, more than that sample. In a least
 * sample they all hold. A one-hot group alone with its variables has P = 1 + the most that flipping one of them can change the
 * energy: were it broken, one flip would lessen its square by at least 1 and the energy by less than P, so F would not be least.
 *
 * Throws MODEL_NOT_QUADRATIC for a term of degree above 2, MODEL_INFEASIBLE with the constraint that no sample meets,
 * MODEL_INVALID where a weight outgrows 32 bits, MODEL_TOO_LARGE where squaring the rules makes too many terms.
 */
export function lowerToQuadratic(given: ConstrainedModel): QuadraticLowering {
  validateConstrainedModel(given);
  const model = withLinearRules(given);
  const variables = variablesOf(model);
  const expanded = expandModel(model);
  const sum = new QuadraticSum();
  addTerms(sum, expanded);
  let { offset } = expanded;
  requireFewPairs([...model.groups.map(({ size }) => size), ...model.constraints.map(({ weights }) => weights.length)]);
  const rules = penalizedOf(model, expanded.quadratic);
  let next = variables;
  for (const rule of rules) {
    const slack = slackWeights(rule).map((weight): [number, number] => [next++, weight]);
    offset += addSquare(sum, [...rule.weights, ...slack], rule);
  }
  return {
    model: { ...model, groups: [], binaries: next, offset, quadratic: sum.terms(), terms: [], constraints: [] },
    variables,
    penalties: rules.map(({ penalty }) => penalty),
  };
}

/** Adds penalty x (sum of weight x variable - bound)^2; returns its constant. */
function addSquare(sum: QuadraticSum, weights: Constraint['weights'], { penalty, bound }: Penalized): bigint {
  for (const [at, [variable, weight]] of weights.entries()) {
    sum.add(variable, variable, exact(penalty * weight * (weight - 2 * bound)));
    for (const [other, otherWeight] of weights.slice(at + 1)) {
      sum.add(variable, other, exact(2 * penalty * weight * otherWeight));
    }
  }
  return BigInt(penalty) * BigInt(bound) ** 2n;
}

/** Powers of two and a rest: their sums are exactly 0 .. slack. */
function slackWeights({ slack }: Penalized): number[] {
  const weights: number[] = [];
  let left = slack;
  for (let power = 1; left > 0; power *= 2) {
    weights.push(Math.min(power, left));
    left -= Math.min(power, left);
  }
  return weights;
}

function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw new NodeError('MODEL_INVALID', { rule: 'penalized weights fit 53 bits' });
  return value;
}
