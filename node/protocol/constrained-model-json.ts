import {
  type ConstrainedModel,
  type Constraint,
  constrainedLimits,
  validateConstrainedModel,
} from './constrained-model.ts';
import { invalid, readArray, readDecimal, readInteger, readLiteral, readObject, readText } from './document-fields.ts';
import { type IntegerVariable, validateInteger } from './integer-variables.ts';
import { modelLimits, type Term } from './model.ts';
import { type Cardinality, type Flow, groupLimits } from './model-groups.ts';
import { QuadraticSum } from './quadratic-terms.ts';

const keys = [
  'format',
  'energyScale',
  'groups',
  'binaries',
  'integers',
  'offset',
  'quadratic',
  'terms',
  'constraints',
  'cardinalities',
  'flows',
];

/** Kinds that a file may leave out. */
const absent = { integers: [], terms: [], constraints: [], cardinalities: [], flows: [] };

/**
 * The model as a plain JSON value; big integers are decimal text, quadratic terms are [row, column, weight], integers
 * [lower, upper], arcs [variable, tail, head, amount].
 */
export function constrainedModelToJson(model: ConstrainedModel): unknown {
  const { rows, columns, weights } = model.quadratic;
  return {
    format: model.format,
    energyScale: { unit: model.energyScale.unit, divisor: model.energyScale.divisor.toString() },
    groups: model.groups.map(({ size }) => size),
    binaries: model.binaries,
    integers: model.integers.map(({ lower, upper }) => [lower, upper]),
    offset: model.offset.toString(),
    quadratic: Array.from(weights, (weight, at) => [rows[at], columns[at], weight]),
    terms: model.terms.map(({ base, weights: of, coefficients }) => ({
      base: base.toString(),
      weights: of,
      coefficients: coefficients.map(String),
    })),
    constraints: model.constraints.map(({ weights: of, sense, bound }) => ({
      weights: of,
      sense,
      bound: bound.toString(),
    })),
    cardinalities: model.cardinalities,
    flows: model.flows.map(({ supplies, arcs }) => ({
      supplies,
      arcs: arcs.map(({ variable, tail, head, amount }) => [variable, tail, head, amount]),
    })),
  };
}

/** Reads that value; quadratic terms may come in any order, kinds that a model has none of may be absent. Throws DOCUMENT_INVALID with the field, or MODEL_INVALID. */
export function constrainedModelFromJson(value: unknown): ConstrainedModel {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const fields = readObject(isObject ? { ...absent, ...value } : value, 'model', keys);
  const scale = readObject(fields.energyScale, 'energyScale', ['unit', 'divisor']);
  const sum = new QuadraticSum();
  for (const [index, entry] of readArray(fields.quadratic, 'quadratic', 4_000_000).entries()) {
    const [row = 0, column = 0, weight = 0] = readIntegers(entry, `quadratic[${index}]`, 3);
    sum.add(row, column, weight);
  }
  const model: ConstrainedModel = {
    format: readLiteral(fields.format, 'format', 'qdt-model/2'),
    energyScale: {
      unit: readText(scale.unit, 'energyScale.unit', modelLimits.unitLength),
      divisor: readDecimal(scale.divisor, 'energyScale.divisor'),
    },
    groups: readArray(fields.groups, 'groups', modelLimits.groups).map((size, index) => ({
      size: readInteger(size, `groups[${index}]`, 1, modelLimits.groupSize),
    })),
    binaries: readInteger(fields.binaries, 'binaries', 0, modelLimits.variables),
    integers: readArray(fields.integers, 'integers', constrainedLimits.integers).map(readIntegerVariable),
    offset: readDecimal(fields.offset, 'offset'),
    quadratic: sum.terms(),
    terms: readArray(fields.terms, 'terms', modelLimits.terms).map(readTerm),
    constraints: readArray(fields.constraints, 'constraints', constrainedLimits.constraints).map(readConstraint),
    cardinalities: readArray(fields.cardinalities, 'cardinalities', groupLimits.cardinalities).map(readCardinality),
    flows: readArray(fields.flows, 'flows', groupLimits.flows).map(readFlow),
  };
  validateConstrainedModel(model);
  return model;
}

function readTerm(value: unknown, index: number): Term {
  const field = `terms[${index}]`;
  const { base, weights, coefficients } = readObject(value, field, ['base', 'weights', 'coefficients']);
  return {
    base: readDecimal(base, `${field}.base`),
    weights: readWeights(weights, field),
    coefficients: readArray(coefficients, `${field}.coefficients`, modelLimits.coefficients).map((coefficient) =>
      readDecimal(coefficient, `${field}.coefficients`),
    ),
  };
}

function readConstraint(value: unknown, index: number): Constraint {
  const field = `constraints[${index}]`;
  const { weights, sense, bound } = readObject(value, field, ['weights', 'sense', 'bound']);
  if (sense !== '<=' && sense !== '=' && sense !== '>=') throw invalid(`${field}.sense`, 'is <=, = or >=');
  return { weights: readWeights(weights, field), sense, bound: readDecimal(bound, `${field}.bound`) };
}

function readIntegerVariable(value: unknown, index: number): IntegerVariable {
  const [lower = 0, upper = 0] = readIntegers(value, `integers[${index}]`, 2);
  validateInteger({ lower, upper });
  return { lower, upper };
}

function readCardinality(value: unknown, index: number): Cardinality {
  const field = `cardinalities[${index}]`;
  const { variables, least, most } = readObject(value, field, ['variables', 'least', 'most']);
  return {
    variables: readArray(variables, `${field}.variables`, modelLimits.weights).map((variable) =>
      readInteger(variable, `${field}.variables`, 0, modelLimits.variables - 1),
    ),
    least: readInteger(least, `${field}.least`, 0, modelLimits.variables),
    most: readInteger(most, `${field}.most`, 0, modelLimits.variables),
  };
}

function readFlow(value: unknown, index: number): Flow {
  const field = `flows[${index}]`;
  const { supplies, arcs } = readObject(value, field, ['supplies', 'arcs']);
  return {
    supplies: readArray(supplies, `${field}.supplies`, groupLimits.nodes).map((supply) =>
      readInteger(supply, `${field}.supplies`, -(2 ** 31), 2 ** 31 - 1),
    ),
    arcs: readArray(arcs, `${field}.arcs`, modelLimits.weights).map((arc) => {
      const [variable = 0, tail = 0, head = 0, amount = 0] = readIntegers(arc, `${field}.arcs`, 4);
      return { variable, tail, head, amount };
    }),
  };
}

function readWeights(value: unknown, field: string): [number, number][] {
  return readArray(value, `${field}.weights`, modelLimits.weights).map((entry) => {
    const [variable = 0, weight = 0] = readIntegers(entry, `${field}.weights`, 2);
    return [variable, weight];
  });
}

function readIntegers(value: unknown, field: string, count: number): number[] {
  const values = readArray(value, field, count);
  if (values.length !== count) throw invalid(field, `has ${count} numbers`);
  return values.map((entry) => readInteger(entry, field, -(2 ** 31), 2 ** 31 - 1));
}
