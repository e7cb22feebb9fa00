import { energyOfBits, violationOf } from '../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel, Constraint, Sense } from '../../node/protocol/constrained-model.ts';
import { emptyModel, variablesOf } from '../../node/protocol/constrained-model.ts';
import { bitWeightsOf, integerOffsets, widthOf } from '../../node/protocol/integer-variables.ts';
import type { Term } from '../../node/protocol/model.ts';
import type { Flow } from '../../node/protocol/model-groups.ts';
import { QuadraticSum } from '../../node/protocol/quadratic-terms.ts';
import { below, type RandomSource, randomSource } from '../../oracle/samplers/random-source.ts';

/** Free bits with random quadratic terms of either sign. */
export function randomQuadraticModel(seed: number, binaries = 10, largest = 20): ConstrainedModel {
  const random = randomSource(seed);
  const sum = new QuadraticSum();
  for (let row = 0; row < binaries; row++) {
    for (let column = row; column < binaries; column++) {
      if (below(random, 2) === 0) sum.add(row, column, below(random, 2 * largest + 1) - largest);
    }
  }
  return { ...emptyModel, binaries, offset: BigInt(below(random, 100) - 50), quadratic: sum.terms() };
}

/** Two groups of three, five free bits, a quadratic polynomial, up to two constraints; some have no sample. */
export function randomConstrainedModel(seed: number): ConstrainedModel {
  const random = randomSource(seed);
  const free = randomQuadraticModel(seed, 11);
  return {
    ...free,
    groups: [{ size: 3 }, { size: 3 }],
    binaries: 5,
    terms: [{ base: 2n, weights: randomWeights(random, 0), coefficients: [1n, -3n, 1n] }],
    constraints: Array.from({ length: below(random, 3) }, () => randomConstraint(random)),
  };
}

/** Every kind there is: groups, free bits, one or two integers, a cardinality, often a flow; some have no sample. */
export function randomFullModel(seed: number): ConstrainedModel {
  const random = randomSource(seed + 7919);
  const integers = [
    { lower: -3, upper: -2 + below(random, 4) },
    { lower: 5, upper: 5 + below(random, 5) },
  ].slice(0, 1 + below(random, 2));
  const variables = 9 + integers.reduce((sum, integer) => sum + widthOf(integer), 0);
  const least = below(random, 3);
  return {
    ...randomQuadraticModel(seed, variables),
    groups: [{ size: 3 }, { size: 2 }],
    binaries: 4,
    integers,
    terms: Array.from({ length: 1 + below(random, 3) }, () => randomPolynomial(random, variables)),
    constraints: Array.from({ length: below(random, 2) }, () => ({
      ...randomConstraint(random),
      weights: randomWeights(random, 0, variables),
    })),
    cardinalities: [{ variables: [0, 5, 6, 8], least, most: least + below(random, 3) }],
    flows: below(random, 2) === 0 ? [] : [triangle],
  };
}

/** Integers that rules, polynomials and costs take as whole values, beside a group and free bits; some have no sample. */
export function randomIntegerModel(seed: number): ConstrainedModel {
  const random = randomSource(seed + 104_729);
  const integers = Array.from({ length: 2 }, () => {
    const lower = below(random, 7) - 3;
    return { lower, upper: lower + below(random, 7) };
  });
  const runs = integers.map((integer, at): [variable: number, weight: number][] =>
    bitWeightsOf(integer, integerOffsets(integers, 5)[at] ?? 5),
  );
  const whole = (): [number, number][] => {
    const bits = randomWeights(random, 0, 5);
    const factors = runs.map(() => below(random, 7) - 3);
    const parts = runs.flatMap((run, at) =>
      run.map(([bit, weight]): [number, number] => [bit, weight * (factors[at] ?? 0)]),
    );
    return [...bits, ...parts].filter(([, weight]) => weight !== 0);
  };
  const sum = new QuadraticSum();
  for (const [bit, weight] of whole()) sum.add(bit, bit, weight);
  sum.add(0, 3, below(random, 19) - 9).add(3, 4, below(random, 19) - 9);
  return {
    ...emptyModel,
    groups: [{ size: 3 }],
    binaries: 2,
    integers,
    offset: BigInt(below(random, 20)),
    quadratic: sum.terms(),
    terms: [
      {
        base: BigInt(below(random, 9) - 4),
        weights: whole(),
        coefficients: [0n, 1n, BigInt(below(random, 5) - 2), 1n],
      },
    ],
    constraints: Array.from({ length: 2 }, () => ({
      weights: whole(),
      sense: senses[below(random, 3)] ?? '=',
      bound: BigInt(below(random, 15) - 7),
    })),
  };
}

/** From node 0 to node 2, straight or by node 1. */
const triangle: Flow = {
  supplies: [1, 0, -1],
  arcs: [
    { variable: 5, tail: 0, head: 1, amount: 1 },
    { variable: 6, tail: 1, head: 2, amount: 1 },
    { variable: 8, tail: 0, head: 2, amount: 1 },
  ],
};

function randomPolynomial(random: RandomSource, variables: number): Term {
  return {
    base: BigInt(below(random, 9) - 4),
    weights: randomWeights(random, 0, variables),
    coefficients: Array.from({ length: 1 + below(random, 5) }, () => BigInt(below(random, 41) - 20)),
  };
}

const senses: readonly Sense[] = ['<=', '=', '>='];

function randomConstraint(random: RandomSource): Constraint {
  const weights = randomWeights(random, 4);
  return { weights, sense: senses[below(random, 3)] ?? '=', bound: BigInt(below(random, 6) - 2) };
}

function randomWeights(random: RandomSource, from: number, to = 11): [number, number][] {
  return Array.from({ length: to - from }, (_, at): [number, number] => [from + at, below(random, 7) - 3]).filter(
    ([, weight]) => weight !== 0,
  );
}

/** The least energy of all samples that meet every rule, by trying every one. */
export function leastConstrained(model: ConstrainedModel): bigint | undefined {
  const variables = variablesOf(model);
  let least: bigint | undefined;
  for (let code = 0; code < 2 ** variables; code++) {
    const bits = Array.from({ length: variables }, (_, at) => (code >> at) & 1);
    if (violationOf(model, bits) !== undefined) continue;
    const energy = energyOfBits(model, bits);
    if (least === undefined || energy < least) least = energy;
  }
  return least;
}
