import { type ConstrainedModel, variablesOf } from '../constrained-model.ts';
import { integerOffsets, widthOf } from '../integer-variables.ts';
import { flowWeights } from '../model-rules.ts';
import type { ProgramBuilder } from './integer-program.ts';

/** An integer whose bits stand together everywhere, each with twice the weight of the one below: one variable can stand for all. */
export interface WholeInteger {
  /** Number of its lowest bit. */
  readonly first: number;
  readonly width: number;
  /** Its value less `lower` is from 0 to this. */
  readonly range: number;
}

type Weights = readonly (readonly [variable: number, weight: number])[];

export function wholeIntegers(model: ConstrainedModel): WholeInteger[] {
  const offsets = integerOffsets(model.integers, variablesOf({ ...model, integers: [] }));
  const candidates = model.integers.flatMap((integer, at): WholeInteger[] => {
    const width = widthOf(integer);
    return width === 0 ? [] : [{ first: offsets[at] ?? 0, width, range: integer.upper - integer.lower }];
  });
  const apart = bitsApart(model, candidates);
  return candidates.filter(({ first }) => !apart.has(first));
}

/** First bits of integers of which some sum takes single bits, or a product does. */
function bitsApart(model: ConstrainedModel, candidates: readonly WholeInteger[]): Set<number> {
  const owner = new Map(
    candidates.flatMap((one) => Array.from({ length: one.width }, (_, bit) => [one.first + bit, one])),
  );
  const apart = new Set<number>();
  const look = (weights: Weights) => {
    const weightOf = new Map(weights);
    for (const [variable, weight] of weights) {
      const integer = owner.get(variable);
      if (integer === undefined) continue;
      // each bit is looked at, and each asks that the one below has half its weight and the one above is there
      const isLowest = variable === integer.first;
      const isHighest = variable === integer.first + integer.width - 1;
      const isTogether =
        (isLowest || weight === 2 * (weightOf.get(variable - 1) ?? 0)) && (isHighest || weightOf.has(variable + 1));
      if (!isTogether) apart.add(integer.first);
    }
  };
  for (const { weights } of [...model.terms, ...model.constraints]) look(weights);
  for (const { variables } of model.cardinalities) look(variables.map((variable) => [variable, 1]));
  for (const flow of model.flows) for (const weights of flowWeights(flow)) look(weights);
  const { rows, columns, weights } = model.quadratic;
  const linear: [number, number][] = [];
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    if (row === column) linear.push([row, weights[at] ?? 0]);
    else for (const variable of [row, column]) apart.add(owner.get(variable)?.first ?? -1);
  }
  look(linear);
  return apart;
}

/** Sums with the lowest bit standing for the whole integer. */
export function mergeBits(weights: Weights, integers: readonly WholeInteger[]): Weights {
  const upper = upperBits(integers);
  return weights.filter(([variable]) => !upper.has(variable));
}

export function upperBits(integers: readonly WholeInteger[]): Set<number> {
  return new Set(
    integers.flatMap(({ first, width }) => Array.from({ length: width - 1 }, (_, bit) => first + 1 + bit)),
  );
}

/** Sets the ranges of whole integers; those whose bits stand alone get a row that keeps them in range. */
export function addIntegers(builder: ProgramBuilder, model: ConstrainedModel, whole: readonly WholeInteger[]): void {
  for (const { first, width, range } of whole) {
    builder.upper[first] = range;
    for (let bit = 1; bit < width; bit++) builder.upper[first + bit] = 0;
  }
  const isWhole = new Set(whole.map(({ first }) => first));
  const offsets = integerOffsets(model.integers, variablesOf({ ...model, integers: [] }));
  for (const [at, integer] of model.integers.entries()) {
    const first = offsets[at] ?? 0;
    const width = widthOf(integer);
    if (isWhole.has(first) && width > 0) continue;
    const range = integer.upper - integer.lower;
    if (range + 1 === 2 ** width) continue;
    builder.row(
      Array.from({ length: width }, (_, bit): [number, number] => [first + bit, 2 ** bit]),
      '<=',
      BigInt(range),
    );
  }
}
