import { type ConstrainedModel, type Sense, variablesOf } from '../constrained-model.ts';
import { flowWeights } from '../model-rules.ts';
import { type IntegerProgram, ProgramBuilder } from './integer-program.ts';
import { addLoads } from './load-values.ts';
import { addProducts } from './products.ts';
import { addIntegers, mergeBits, type WholeInteger, wholeIntegers } from './whole-integers.ts';

/** Rows of a program that stand for one rule of the model; an integer's rule is its range, which is no row. */
export interface Rule {
  readonly kind: 'group' | 'constraint' | 'cardinality' | 'flow';
  readonly index: number;
  readonly rows: readonly number[];
}

/** A program and how to come back from it. */
export interface LinearLowering {
  readonly program: IntegerProgram;
  readonly rules: readonly Rule[];
  readonly integers: readonly WholeInteger[];
}

/**
 * Lowers to an integer linear program with the same least energy: groups, constraints, cardinalities and flows are rows, every product of
 * two bits and every load of a polynomial a variable of its own. Exact, so that a bound of the program is one of the model. The
 * same model gives the same program, because certificates name its rows by number. Variables have the model's numbers; where an integer's
 * bits only ever stand together, its lowest bit's number stands for its whole value above `lower`, and its other bits for nothing.
 *
 * Throws MODEL_NOT_LINEAR with the term where a load takes too many values.
 */
export function lowerLinear(model: ConstrainedModel): LinearLowering {
  const builder = new ProgramBuilder();
  const variables = variablesOf(model);
  for (let variable = 0; variable < variables; variable++) builder.variable(0, 1);
  builder.offset = model.offset;
  const integers = wholeIntegers(model);
  const rules = addRules(builder, model, (weights) => mergeBits(weights, integers));
  addIntegers(builder, model, integers);
  addProducts(builder, model, integers);
  addLoads(builder, model, integers);
  return { program: builder.program(variables), rules, integers };
}

export function lowerToProgram(model: ConstrainedModel): IntegerProgram {
  return lowerLinear(model).program;
}

/** The model's bits that the program's values stand for. */
export function bitsOfProgram({ program, integers }: LinearLowering, values: ArrayLike<number>): Uint8Array {
  const bits = Uint8Array.from({ length: program.variables }, (_, at) => values[at] ?? 0);
  for (const { first, width } of integers) {
    const value = values[first] ?? 0;
    for (let bit = 0; bit < width; bit++) bits[first + bit] = Math.floor(value / 2 ** bit) % 2;
  }
  return bits;
}

type Weights = readonly (readonly [variable: number, weight: number])[];

function addRules(builder: ProgramBuilder, model: ConstrainedModel, merge: (weights: Weights) => Weights): Rule[] {
  const rules: Rule[] = [];
  const add = (kind: Rule['kind'], index: number, rows: readonly (readonly [Weights, Sense, bigint])[]) => {
    const first = builder.rows.length;
    for (const [weights, sense, bound] of rows) builder.row(merge(weights), sense, bound);
    rules.push({ kind, index, rows: rows.map((_, at) => first + at) });
  };
  const ones = (numbers: readonly number[]): Weights => numbers.map((variable) => [variable, 1]);
  let next = 0;
  for (const [index, { size }] of model.groups.entries()) {
    add('group', index, [[ones(Array.from({ length: size }, () => next++)), '=', 1n]]);
  }
  for (const [index, { weights, sense, bound }] of model.constraints.entries()) {
    add('constraint', index, [[weights, sense, bound]]);
  }
  for (const [index, { variables, least, most }] of model.cardinalities.entries()) {
    const sum = ones(variables);
    add('cardinality', index, [
      [sum, '>=', BigInt(least)],
      [sum, '<=', BigInt(most)],
    ]);
  }
  for (const [index, flow] of model.flows.entries()) {
    add(
      'flow',
      index,
      flowWeights(flow).map((weights, node) => [weights, '=', BigInt(flow.supplies[node] ?? 0)] as const),
    );
  }
  return rules;
}
