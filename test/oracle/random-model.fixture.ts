import { type ConstrainedModel, emptyModel } from '../../node/protocol/constrained-model.ts';
import { scoreChoices } from '../../node/protocol/energy.ts';
import type { Term } from '../../node/protocol/model.ts';
import { below, type RandomSource, randomSource } from '../../oracle/samplers/random-source.ts';

/** A small convex model: `groups` groups of 2 to 4 choices, terms of degree up to 5, from a seed. */
export function randomModel(seed: number, groups = 6): ConstrainedModel {
  const random = randomSource(seed);
  const sizes = Array.from({ length: groups }, () => 2 + below(random, 3));
  const variables = sizes.reduce((sum, size) => sum + size, 0);
  return {
    ...emptyModel,
    energyScale: { unit: 'point', divisor: 1024n },
    groups: sizes.map((size) => ({ size })),
    terms: Array.from({ length: 5 + below(random, 4) }, () => randomTerm(random, variables)),
  };
}

function randomTerm(random: RandomSource, variables: number): Term {
  const weights: [number, number][] = [];
  for (let variable = 0; variable < variables; variable++) {
    if (below(random, 3) === 0) weights.push([variable, 1 + below(random, 9)]);
  }
  const degree = 2 + below(random, 4);
  const coefficients = Array.from({ length: degree + 1 }, (_, power) =>
    power < 2 ? BigInt(below(random, 2001) - 1000) : BigInt(below(random, 500)),
  );
  return { base: BigInt(below(random, 30)), weights, coefficients };
}

/** The least energy of all samples, by trying every one. */
export function leastEnergy(model: ConstrainedModel): bigint {
  let least: bigint | undefined;
  for (const choices of everyChoice(model)) {
    const energy = scoreChoices(model, choices);
    if (least === undefined || energy < least) least = energy;
  }
  if (least === undefined) throw new Error('a model has samples');
  return least;
}

export function* everyChoice({ groups }: ConstrainedModel): Generator<number[]> {
  const choices = groups.map(() => 0);
  for (;;) {
    yield [...choices];
    let group = 0;
    for (; group < groups.length; group++) {
      choices[group] = (choices[group] ?? 0) + 1;
      if ((choices[group] ?? 0) < (groups[group]?.size ?? 0)) break;
      choices[group] = 0;
    }
    if (group === groups.length) return;
  }
}
