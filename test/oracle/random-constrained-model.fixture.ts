import { energyOfBits, violationOf } from '../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel, Constraint, Sense } from '../../node/protocol/constrained-model.ts';
import { variablesOf } from '../../node/protocol/constrained-model.ts';
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
  return {
    format: 'qdt-model/2',
    energyScale: { unit: 'point', divisor: 1n },
    groups: [],
    binaries,
    offset: BigInt(below(random, 100) - 50),
    quadratic: sum.terms(),
    terms: [],
    constraints: [],
  };
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

const senses: readonly Sense[] = ['<=', '=', '>='];

function randomConstraint(random: RandomSource): Constraint {
  const weights = randomWeights(random, 4);
  return { weights, sense: senses[below(random, 3)] ?? '=', bound: BigInt(below(random, 6) - 2) };
}

function randomWeights(random: RandomSource, from: number): [number, number][] {
  return Array.from({ length: 11 - from }, (_, at): [number, number] => [from + at, below(random, 7) - 3]).filter(
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
