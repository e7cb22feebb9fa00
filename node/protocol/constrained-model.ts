import { isNodeError, NodeError } from './errors.ts';
import { type IntegerVariable, validateInteger, widthOf } from './integer-variables.ts';
import { isInt256, modelLimits, type OneHotModel, requireRule, validateTerm } from './model.ts';
import { type Cardinality, type Flow, groupLimits, validateCardinality, validateFlow } from './model-groups.ts';
import { requireNoOverflow } from './model-range.ts';

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
 * A problem in integers only. Variables are bits and numbered through: the groups', group after group, then `binaries` free ones,
 * then the bits of the integers, lowest first. energy = offset + quadratic + terms, to be small among the samples that meet every
 * group, constraint, cardinality, flow and bound of an integer.
 */
export interface ConstrainedModel extends OneHotModel {
  readonly format: 'qdt-model/2';
  readonly binaries: number;
  readonly integers: readonly IntegerVariable[];
  readonly offset: bigint;
  readonly quadratic: QuadraticTerms;
  readonly constraints: readonly Constraint[];
  readonly cardinalities: readonly Cardinality[];
  readonly flows: readonly Flow[];
}

/** Quadratic terms of int32 add up below 2^53, so that a sum in float64 is exact. */
export const constrainedLimits = { quadratic: 4_000_000, constraints: 100_000, integers: 100_000 } as const;

/** Bits of a sample: the groups', the free ones, the integers'. */
export function variablesOf({ groups, binaries, integers }: Counted): number {
  const grouped = groups.reduce((sum, { size }) => sum + size, binaries);
  return integers.reduce((sum, integer) => sum + widthOf(integer), grouped);
}

type Counted = Pick<ConstrainedModel, 'groups' | 'binaries' | 'integers'>;

/** Whether a choice per one-hot group is a whole sample: no free bits, no quadratic terms, no rules but the groups'. */
export function isOfGroups({ binaries, integers, offset, quadratic, ...rules }: ConstrainedModel): boolean {
  const { constraints, cardinalities, flows } = rules;
  const others = [integers, quadratic.weights, constraints, cardinalities, flows];
  return binaries === 0 && offset === 0n && others.every(({ length }) => length === 0);
}

/** Throws MODEL_INVALID with the broken rule, and the number of the term, constraint, cardinality or flow that breaks it. */
export function validateConstrainedModel(model: ConstrainedModel): void {
  requireRule(model.format === 'qdt-model/2', 'format is qdt-model/2');
  requireRule(model.energyScale.divisor > 0n, 'divisor is positive');
  requireRule(model.energyScale.unit.length <= modelLimits.unitLength, 'unit is short');
  requireRule(isInt256(model.offset) && isInt256(model.energyScale.divisor), 'numbers fit int256');
  validateCounts(model);
  const variables = validateVariables(model);
  validateEach('term', model.terms, variables, validateTerm);
  validateEach('constraint', model.constraints, variables, validateConstraint);
  validateEach('cardinality', model.cardinalities, variables, validateCardinality);
  validateEach('flow', model.flows, variables, validateFlow);
  requireRule(weightsOf(model) <= modelLimits.weights, 'number of weights');
  validateQuadratic(model.quadratic, variables);
  requireNoOverflow(model);
}

function validateEach<T>(
  word: string,
  parts: readonly T[],
  variables: number,
  validate: (part: T, variables: number) => void,
): void {
  for (const [index, part] of parts.entries()) {
    try {
      validate(part, variables);
    } catch (error) {
      throw isNodeError(error, 'MODEL_INVALID')
        ? new NodeError(error.code, { ...error.details, [word]: index })
        : error;
    }
  }
}

function validateCounts(model: ConstrainedModel): void {
  requireRule(model.groups.length <= modelLimits.groups, 'number of groups');
  requireRule(model.terms.length <= modelLimits.terms, 'number of terms');
  requireRule(model.constraints.length <= constrainedLimits.constraints, 'number of constraints');
  requireRule(model.integers.length <= constrainedLimits.integers, 'number of integers');
  requireRule(model.cardinalities.length <= groupLimits.cardinalities, 'number of cardinalities');
  requireRule(model.flows.length <= groupLimits.flows, 'number of flows');
}

function validateVariables(model: ConstrainedModel): number {
  requireRule(Number.isInteger(model.binaries) && model.binaries >= 0, 'number of binary variables');
  for (const { size } of model.groups) {
    requireRule(Number.isInteger(size) && size >= 1 && size <= modelLimits.groupSize, 'size of a group');
  }
  for (const integer of model.integers) validateInteger(integer);
  const variables = variablesOf(model);
  requireRule(variables >= 1 && variables <= modelLimits.variables, 'number of variables');
  return variables;
}

/** Entries of all rows; an arc is in two. */
function weightsOf({ terms, constraints, cardinalities, flows }: ConstrainedModel): number {
  const lines = [...terms, ...constraints].reduce((sum, { weights }) => sum + weights.length, 0);
  const members = cardinalities.reduce((sum, { variables }) => sum + variables.length, lines);
  return flows.reduce((sum, { arcs }) => sum + 2 * arcs.length, members);
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

/** A model of nothing, to start from. */
export const emptyModel: ConstrainedModel = {
  format: 'qdt-model/2',
  energyScale: { unit: 'point', divisor: 1n },
  groups: [],
  binaries: 0,
  integers: [],
  offset: 0n,
  quadratic: { rows: new Int32Array(), columns: new Int32Array(), weights: new Int32Array() },
  terms: [],
  constraints: [],
  cardinalities: [],
  flows: [],
};
