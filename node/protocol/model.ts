import { NodeError } from './errors.ts';

/** How energy reads for people: energy / divisor is in `unit`. */
export interface EnergyScale {
  readonly unit: string;
  readonly divisor: bigint;
}

/** One-hot: exactly one of the group's `size` variables is 1. */
export interface Group {
  readonly size: number;
}

/**
 * One exact polynomial of one linear load: energy = sum of c_i L^i with L = base + sum of weight x variable.
 * Weights come by ascending variable; coefficients are c_0 .. c_d.
 */
export interface Term {
  readonly base: bigint;
  readonly weights: readonly (readonly [variable: number, weight: number])[];
  readonly coefficients: readonly bigint[];
}

/** A problem in integers only. Variables are numbered through, group after group; energy is to be small. */
export interface Model {
  readonly format: 'qdt-model/1';
  readonly energyScale: EnergyScale;
  readonly groups: readonly Group[];
  readonly terms: readonly Term[];
}

/** What one model may hold; enough for a large city, small enough that a check ends. */
export const modelLimits = {
  groups: 100_000,
  groupSize: 4096,
  variables: 1_000_000,
  terms: 20_000,
  weights: 1_000_000,
  coefficients: 9,
  unitLength: 64,
} as const;

/** First variable of each group, and at the end the number of variables. */
export function groupOffsets(model: Model): Int32Array {
  const offsets = new Int32Array(model.groups.length + 1);
  let next = 0;
  for (const [index, group] of model.groups.entries()) {
    offsets[index] = next;
    next += group.size;
  }
  offsets[model.groups.length] = next;
  return offsets;
}

export function variableCount(model: Model): number {
  return model.groups.reduce((sum, group) => sum + group.size, 0);
}

/** Throws MODEL_INVALID with the broken rule. */
export function validateModel(model: Model): void {
  requireRule(model.format === 'qdt-model/1', 'format is qdt-model/1');
  requireRule(model.energyScale.divisor > 0n, 'divisor is positive');
  requireRule(model.energyScale.unit.length <= modelLimits.unitLength, 'unit is short');
  requireRule(model.groups.length > 0 && model.groups.length <= modelLimits.groups, 'number of groups');
  requireRule(model.terms.length > 0 && model.terms.length <= modelLimits.terms, 'number of terms');
  for (const { size } of model.groups) {
    requireRule(Number.isInteger(size) && size >= 1 && size <= modelLimits.groupSize, 'size of a group');
  }
  const variables = variableCount(model);
  requireRule(variables <= modelLimits.variables, 'number of variables');
  let weights = 0;
  for (const term of model.terms) {
    validateTerm(term, variables);
    weights += term.weights.length;
  }
  requireRule(weights <= modelLimits.weights, 'number of weights');
}

/** Throws MODEL_INVALID where a term breaks a rule. */
export function validateTerm(term: Term, variables: number): void {
  requireRule(
    term.coefficients.length > 0 && term.coefficients.length <= modelLimits.coefficients,
    'number of coefficients',
  );
  requireRule(isInt256(term.base) && term.coefficients.every(isInt256), 'numbers fit int256');
  let previous = -1;
  for (const [variable, weight] of term.weights) {
    requireRule(Number.isInteger(variable) && variable > previous && variable < variables, 'variables ascend');
    requireRule(weight === (weight | 0) && weight !== 0, 'weights are int32 and not zero');
    previous = variable;
  }
}

export function isInt256(value: bigint): boolean {
  return BigInt.asIntN(256, value) === value;
}

/** Throws MODEL_INVALID with a rule that does not hold. */
export function requireRule(holds: boolean, rule: string): void {
  if (!holds) throw new NodeError('MODEL_INVALID', { rule });
}
