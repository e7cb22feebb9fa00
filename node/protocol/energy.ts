import { scoreConstrained } from './constrained-energy.ts';
import type { ConstrainedModel } from './constrained-model.ts';
import { groupOffsets, type OneHotModel } from './model.ts';
import { evaluate } from './polynomial.ts';
import { checkChoices, encodeSample } from './sample.ts';

/** Exact energy of the chosen index per group, for a model whose variables are its groups'. Throws what scoreConstrained throws. */
export function scoreChoices(model: ConstrainedModel, choices: readonly number[]): bigint {
  return scoreConstrained(model, encodeSample(choices, model));
}

/** Exact polynomial part of the energy for given loads, one per term. */
export function scoreLoads(model: Pick<OneHotModel, 'terms'>, loads: readonly bigint[]): bigint {
  return model.terms.reduce((sum, term, index) => sum + evaluate(term.coefficients, loads[index] ?? 0n), 0n);
}

/** The load of each term under the choices. */
export function loadsOf(model: OneHotModel, choices: readonly number[]): bigint[] {
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
