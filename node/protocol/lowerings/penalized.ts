import { type ConstrainedModel, type Constraint, type QuadraticTerms, variablesOf } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';

/** A rule as an equation: sum of weight x variable + 0 .. slack = bound, and the penalty that makes it hold. */
export interface Penalized {
  readonly weights: Constraint['weights'];
  readonly bound: number;
  readonly slack: number;
  readonly penalty: number;
}

/** Groups first, then constraints. Throws MODEL_INFEASIBLE for a constraint that no bits can meet. */
export function penalizedOf(model: ConstrainedModel, quadratic: QuadraticTerms): Penalized[] {
  const variables = variablesOf(model);
  const whole = rangeOf(quadratic) + 1;
  const flips = largestFlips(quadratic, variables);
  const isConstrained = new Uint8Array(variables);
  for (const { weights } of model.constraints) for (const [variable] of weights) isConstrained[variable] = 1;
  let next = 0;
  const groups = model.groups.map(({ size }): Penalized => {
    const members = Array.from({ length: size }, () => next++);
    const isAlone = members.every((variable) => isConstrained[variable] === 0);
    const flip = members.reduce((most, variable) => Math.max(most, flips[variable] ?? 0), 0);
    return {
      weights: members.map((variable) => [variable, 1]),
      bound: 1,
      slack: 0,
      penalty: isAlone ? Math.min(whole, flip + 1) : whole,
    };
  });
  return [...groups, ...model.constraints.map((constraint, index) => equationOf(constraint, index, whole))];
}

function equationOf({ weights, sense, bound }: Constraint, index: number, penalty: number): Penalized {
  const least = weights.reduce((sum, [, weight]) => sum + Math.min(0, weight), 0);
  const most = weights.reduce((sum, [, weight]) => sum + Math.max(0, weight), 0);
  const isPossible = (sense === '>=' || bound >= BigInt(least)) && (sense === '<=' || bound <= BigInt(most));
  if (!isPossible) throw new NodeError('MODEL_INFEASIBLE', { constraint: index, sense, bound, least, most });
  if (sense === '=') return { weights, bound: Number(bound), slack: 0, penalty };
  if (sense === '<=') {
    const reached = bound > BigInt(most) ? most : Number(bound);
    return { weights, bound: reached, slack: reached - least, penalty };
  }
  const reached = bound < BigInt(least) ? least : Number(bound);
  return {
    weights: weights.map(([variable, weight]) => [variable, -weight]),
    bound: -reached,
    slack: most - reached,
    penalty,
  };
}

/** Most that two assignments of bits can differ in energy: all positive terms less all negative ones. */
function rangeOf({ weights }: QuadraticTerms): number {
  return weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
}

/** Most that one flip of each variable can change the energy. */
function largestFlips({ rows, columns, weights }: QuadraticTerms, variables: number): Float64Array {
  const up = new Float64Array(variables);
  const down = new Float64Array(variables);
  const add = (variable: number, weight: number) => {
    if (weight > 0) up[variable] = (up[variable] ?? 0) + weight;
    else down[variable] = (down[variable] ?? 0) - weight;
  };
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    add(row, weights[at] ?? 0);
    if (column !== row) add(column, weights[at] ?? 0);
  }
  return up.map((weight, variable) => Math.max(weight, down[variable] ?? 0));
}
