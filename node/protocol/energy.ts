import { groupOffsets, type Model } from './model.ts';
import { evaluate } from './polynomial.ts';
import { checkChoices, decodeSample } from './sample.ts';

/** Exact energy of a sample. Throws what decodeSample throws. */
export function scoreSample(model: Model, sample: Uint8Array): bigint {
  return scoreChoices(model, decodeSample(sample, model));
}

/** Exact energy of the chosen index per group. */
export function scoreChoices(model: Model, choices: readonly number[]): bigint {
  return scoreLoads(model, loadsOf(model, choices));
}

/** Exact energy of given loads, one per term. */
export function scoreLoads(model: Model, loads: readonly bigint[]): bigint {
  return model.terms.reduce((sum, term, index) => sum + evaluate(term.coefficients, loads[index] ?? 0n), 0n);
}

/** The load of each term under the choices. */
export function loadsOf(model: Model, choices: readonly number[]): bigint[] {
  checkChoices(choices, model);
  const offsets = groupOffsets(model);
  const isChosen = new Uint8Array(offsets[model.groups.length] ?? 0);
  for (const [group, choice] of choices.entries()) isChosen[(offsets[group] ?? 0) + choice] = 1;
  return model.terms.map((term) => {
    // at most 2^20 int32 weights: below 2^53
    let sum = 0;
    for (const [variable, weight] of term.weights) if (isChosen[variable] === 1) sum += weight;
    return term.base + BigInt(sum);
  });
}
