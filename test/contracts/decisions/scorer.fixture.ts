import { bytesToHex, type Hex } from 'viem';
import { energyOfBits, packBits, violationOf } from '../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, emptyModel, variablesOf } from '../../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../../node/protocol/constrained-model-chunks.ts';
import { encodeBands } from '../../../node/protocol/model-bands.ts';
import { QuadraticSum } from '../../../node/protocol/quadratic-terms.ts';
import { below, type RandomSource, randomSource } from '../../../oracle/samplers/random-source.ts';

export interface Question {
  readonly chunks: Hex[];
  readonly first: Hex;
  readonly second: Hex;
}

export function randomBits(model: ConstrainedModel, random: RandomSource): number[] {
  return Array.from({ length: variablesOf(model) }, () => below(random, 2));
}

/** Bits that often meet the groups: one of each. */
export function likelyBits(model: ConstrainedModel, random: RandomSource): number[] {
  const bits = randomBits(model, random);
  let next = 0;
  for (const { size } of model.groups) {
    const chosen = below(random, size);
    for (let at = 0; at < size; at++, next++) bits[next] = at === chosen ? 1 : 0;
  }
  return bits;
}

export function questionOf(model: ConstrainedModel, first: number[], second: number[]): Question {
  return {
    chunks: encodeConstrainedModel(model).map((chunk) => bytesToHex(chunk)),
    first: bytesToHex(packBits(first)),
    second: bytesToHex(packBits(second)),
  };
}

/** A question on terms over one bit that no validation has seen. */
export function rawQuestion(terms: ConstrainedModel['terms'], first: number[], second: number[]): Question {
  const header = encodeConstrainedModel({ ...emptyModel, binaries: 1 });
  const model = { ...emptyModel, binaries: 1, terms };
  return {
    chunks: [...header, ...encodeBands(model)].map((chunk) => bytesToHex(chunk)),
    first: bytesToHex(packBits(first)),
    second: bytesToHex(packBits(second)),
  };
}

/** What the node's own code says: [energy, energy, broken, broken]. */
export function expectedOf(model: ConstrainedModel, first: number[], second: number[]): unknown[] {
  return [
    energyOfBits(model, first),
    energyOfBits(model, second),
    violationOf(model, first) !== undefined,
    violationOf(model, second) !== undefined,
  ];
}

/** `terms` quadratic terms at random places over `variables` free bits, weights of all sizes. */
export function denseModel(variables: number, terms: number, seed: number): ConstrainedModel {
  const random = randomSource(seed);
  const sum = new QuadraticSum();
  const seen = new Set<number>();
  while (seen.size < terms) {
    const [row, column] = [below(random, variables), below(random, variables)];
    const key = Math.min(row, column) * variables + Math.max(row, column);
    if (seen.has(key)) continue;
    seen.add(key);
    sum.add(row, column, (below(random, 2 ** 31 - 2) + 1) * (below(random, 2) === 0 ? 1 : -1));
  }
  return { ...emptyModel, binaries: variables, quadratic: sum.terms() };
}

/** `terms` polynomials of degree 5 over `weights` free bits each. */
export function polynomialModel(variables: number, terms: number, weights: number): ConstrainedModel {
  const random = randomSource(terms);
  return {
    ...emptyModel,
    binaries: variables,
    terms: Array.from({ length: terms }, () => ({
      base: BigInt(below(random, 100)),
      weights: Array.from({ length: weights }, (_, at): [number, number] => [
        Math.floor((at * variables) / weights),
        1 + below(random, 1000),
      ]),
      coefficients: Array.from({ length: 5 }, () => BigInt(below(random, 2 ** 31 - 1)) << 64n),
    })),
  };
}
