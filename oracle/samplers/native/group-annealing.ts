import { scoreChoices } from '../../../node/protocol/energy.ts';
import { NodeError } from '../../../node/protocol/errors.ts';
import { annealer, type Heat } from '../annealer.ts';
import type { NativeSampler } from './native-annealing.ts';
import { bitsOfChoices, choicesOfBits, firstBits } from './native-state.ts';

/** Simulated annealing of polynomials over one-hot groups, on whole loads; takes forms with `oneHot` alone. */
export function groupAnnealing(heat: Heat): NativeSampler {
  const { name, sample } = annealer({ heat });
  return {
    name,
    sample: (form, { seed, workUnits, elites = [], shouldStop }) => {
      const { oneHot: model } = form;
      if (model === undefined) throw new NodeError('COMPONENT_UNKNOWN', { component: name });
      const initial = choicesOfBits(form, elites[0]?.bits ?? firstBits(form));
      const { samples, workDone } = sample(model, { seed, workUnits, initial, shouldStop });
      const [{ choices }] = samples;
      const energy = Number(scoreChoices(model, choices) - form.offset);
      return { bits: bitsOfChoices(form, choices), energy, workDone };
    },
  };
}
