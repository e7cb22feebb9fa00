import {
  type EnergyScale,
  type Group,
  isInt256,
  type Model,
  modelLimits,
  requireRule,
  type Term,
  validateTerm,
} from './model.ts';

/**
 * energy = sum of weight x rows variable x columns variable, rows <= columns, ascending by row, then column. Where both are the
 * same variable the term is linear, because a bit is its own square.
 */
export interface QuadraticTerms {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Int32Array;
}

export type Sense = '<=' | '=' | '>=';

/** Sum of weight x variable, compared with the bound. Weights come by ascending variable. */
export interface Constraint {
  readonly weights: readonly (readonly [variable: number, weight: number])[];
  readonly sense: Sense;
  readonly bound: bigint;
}

/**
 * A model with free bits, quadratic terms and linear constraints. Variables are numbered through: first the groups', as in
 * qdt-model/1, then `binaries` free ones. energy = offset + quadratic + terms, to be small among the samples that meet every
 * group and constraint.
 */
export interface ConstrainedModel {
  readonly format: 'qdt-model/2';
  readonly energyScale: EnergyScale;
  readonly groups: readonly Group[];
  readonly binaries: number;
  readonly offset: bigint;
  readonly quadratic: QuadraticTerms;
  readonly terms: readonly Term[];
  readonly constraints: readonly Constraint[];
}

/** Quadratic terms of int32 add up below 2^53, so that a sum in float64 is exact. */
export const constrainedLimits = { quadratic: 4_000_000, constraints: 100_000 } as const;

/** Bits of a sample, groups first. */
export function variablesOf({ groups, binaries }: Pick<ConstrainedModel, 'groups' | 'binaries'>): number {
  return groups.reduce((sum, { size }) => sum + size, binaries);
}

/** Throws MODEL_INVALID with the broken rule. */
export function validateConstrainedModel(model: ConstrainedModel): void {
  requireRule(model.format === 'qdt-model/2', 'format is qdt-model/2');
  requireRule(model.energyScale.divisor > 0n, 'divisor is positive');
  requireRule(model.energyScale.unit.length <= modelLimits.unitLength, 'unit is short');
  requireRule(model.groups.length <= modelLimits.groups, 'number of groups');
  requireRule(model.terms.length <= modelLimits.terms, 'number of terms');
  requireRule(model.constraints.length <= constrainedLimits.constraints, 'number of constraints');
  requireRule(isInt256(model.offset), 'numbers fit int256');
  requireRule(Number.isInteger(model.binaries) && model.binaries >= 0, 'number of binary variables');
  for (const { size } of model.groups) {
    requireRule(Number.isInteger(size) && size >= 1 && size <= modelLimits.groupSize, 'size of a group');
  }
  const variables = variablesOf(model);
  requireRule(variables >= 1 && variables <= modelLimits.variables, 'number of variables');
  for (const term of model.terms) validateTerm(term, variables);
  for (const constraint of model.constraints) validateConstraint(constraint, variables);
  const lines = [...model.terms, ...model.constraints];
  requireRule(lines.reduce((sum, { weights }) => sum + weights.length, 0) <= modelLimits.weights, 'number of weights');
  validateQuadratic(model.quadratic, variables);
}

function validateConstraint({ weights, sense, bound }: Constraint, variables: number): void {
  requireRule(sense === '<=' || sense === '=' || sense === '>=', 'sense of a constraint');
  validateTerm({ base: bound, weights, coefficients: [0n] }, variables);
}

function validateQuadratic({ rows, columns, weights }: QuadraticTerms, variables: number): void {
  requireRule(rows.length === columns.length && rows.length === weights.length, 'quadratic terms are whole');
  requireRule(rows.length <= constrainedLimits.quadratic, 'number of quadratic terms');
  let row = 0;
  let column = -1;
  for (let at = 0; at < rows.length; at++) {
    const nextRow = rows[at] ?? -1;
    const nextColumn = columns[at] ?? -1;
    requireRule(nextRow > row || (nextRow === row && nextColumn > column), 'quadratic terms ascend');
    requireRule(nextColumn >= nextRow && nextColumn < variables, 'variables exist');
    requireRule(weights[at] !== 0, 'weights are int32 and not zero');
    row = nextRow;
    column = nextColumn;
  }
}

/** The model with the rows of qdt-model/1, for code that takes both. */
export function toConstrained(model: Model): ConstrainedModel {
  return { ...model, format: 'qdt-model/2', binaries: 0, offset: 0n, quadratic: noQuadraticTerms, constraints: [] };
}

const noQuadraticTerms: QuadraticTerms = {
  rows: new Int32Array(),
  columns: new Int32Array(),
  weights: new Int32Array(),
};
