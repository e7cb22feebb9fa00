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

/** The part of a model that choices, one index per one-hot group, decide: see constrained-model.ts for the whole. */
export interface OneHotModel {
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

/** First variable of each group, and at the end the number of their variables. */
export function groupOffsets({ groups }: Pick<OneHotModel, 'groups'>): Int32Array {
  const offsets = new Int32Array(groups.length + 1);
  let next = 0;
  for (const [index, group] of groups.entries()) {
    offsets[index] = next;
    next += group.size;
  }
  offsets[groups.length] = next;
  return offsets;
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
    requireRule(Number.isInteger(variable) && variable > previous, 'variables ascend');
    requireRule(variable < variables, 'variables exist');
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
