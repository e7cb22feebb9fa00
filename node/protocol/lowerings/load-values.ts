import type { ConstrainedModel } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import type { Term } from '../model.ts';
import { evaluate } from '../polynomial.ts';
import type { ProgramBuilder } from './integer-program.ts';
import { mergeBits, type WholeInteger } from './whole-integers.ts';

/** Values that one load may take, and all loads together. */
const mostValues = { load: 2000, all: 50_000 } as const;

/**
 * A polynomial P of a load L that takes the values v_1 .. v_k: bits z, exactly one of them 1, with L = sum of v_i z_i; the energy is the
 * sum of P(v_i) z_i. A straight line needs no bits. Throws MODEL_NOT_LINEAR with the term and its number of values.
 */
export function addLoads(builder: ProgramBuilder, model: ConstrainedModel, integers: readonly WholeInteger[]): void {
  const groupOf = model.groups.flatMap(({ size }, group) => new Array<number>(size).fill(group));
  let all = 0;
  for (const [index, term] of model.terms.entries()) {
    const { base, coefficients } = term;
    const weights = mergeBits(term.weights, integers);
    if (coefficients.slice(2).every((coefficient) => coefficient === 0n)) {
      builder.offset += evaluate(coefficients, base);
      for (const [variable, weight] of weights) builder.addCost(variable, BigInt(weight) * (coefficients[1] ?? 0n));
      continue;
    }
    const values = valuesOf({ weights, index, groupOf, integers });
    all += values.length;
    if (all > mostValues.all)
      throw new NodeError('MODEL_NOT_LINEAR', { term: index, values: all, most: mostValues.all });
    const bits = values.map((value): [number, number] => [
      builder.variable(0, 1, evaluate(coefficients, base + BigInt(value))),
      value,
    ]);
    builder.row(
      bits.map(([bit]) => [bit, 1]),
      '=',
      1n,
    );
    const parts = bits.filter(([, value]) => value !== 0).map(([bit, value]): [number, number] => [bit, -value]);
    builder.row([...weights, ...parts], '=', 0n);
  }
}

interface Load {
  readonly weights: Term['weights'];
  readonly index: number;
  readonly groupOf: readonly number[];
  readonly integers: readonly WholeInteger[];
}

/** Sums that the variables can make, ascending; of one group at most one bit is taken, a whole integer any of its values. */
function valuesOf({ weights, index, groupOf, integers }: Load): number[] {
  const ranges = new Map(integers.map(({ first, range }) => [first, range]));
  const choices = new Map<number, number[]>();
  for (const [variable, weight] of weights) {
    const range = ranges.get(variable) ?? 1;
    if (range >= mostValues.load) throw tooMany(index, range + 1);
    const key = groupOf[variable] ?? groupOf.length + variable;
    const steps = Array.from({ length: range }, (_, step) => (step + 1) * weight);
    choices.set(key, [...(choices.get(key) ?? [0]), ...steps]);
  }
  let sums = new Set([0]);
  for (const steps of choices.values()) {
    sums = new Set([...sums].flatMap((sum) => steps.map((step) => sum + step)));
    if (sums.size > mostValues.load) throw tooMany(index, sums.size);
  }
  return [...sums].sort((a, b) => a - b);
}

function tooMany(term: number, values: number): NodeError {
  return new NodeError('MODEL_NOT_LINEAR', { term, values, most: mostValues.load });
}
