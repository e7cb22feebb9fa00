import { NodeError } from '../../../node/protocol/errors.ts';
import { flip, flipState, keepBest } from './flip-state.ts';
import type { QuadraticForm } from './quadratic-form.ts';
import type { QuadraticAnswer, QuadraticOptions, QuadraticSampler } from './quadratic-sampler.ts';

/** Bits that can be tried through. */
export const mostEnumerated = 24;

/** Tries every sample, one flip apart in Gray code (F. Gray, 1953): exact. Throws MODEL_TOO_LARGE above 24 variables. */
export function enumeration(): QuadraticSampler {
  return { name: 'enumeration', sample: enumerate };
}

function enumerate(form: QuadraticForm, options: QuadraticOptions): QuadraticAnswer {
  const { size } = form;
  if (size > mostEnumerated) throw new NodeError('MODEL_TOO_LARGE', { size, most: mostEnumerated });
  const state = flipState(form, new Uint8Array(size));
  let step = 1;
  for (const end = 2 ** size; step < end; step++) {
    flip(state, 31 - Math.clz32(step & -step));
    if (state.energy < state.bestEnergy) keepBest(state);
    if ((step & 0xfffff) === 0 && options.shouldStop?.() === true) break;
  }
  return { bits: state.best, energy: state.bestEnergy, workDone: step };
}
