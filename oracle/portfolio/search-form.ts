import { energyOfBits } from '../../node/protocol/constrained-energy.ts';
import type { NativeForm } from '../samplers/native/native-form.ts';
import { firstBits, nativeEnergy } from '../samplers/native/native-state.ts';
import { mostEnumerated } from '../samplers/quadratic/enumeration.ts';
import { energyOf, type QuadraticForm } from '../samplers/quadratic/quadratic-form.ts';
import type { QuadraticSample } from '../samplers/quadratic/quadratic-sampler.ts';

/** What the portfolio searches: free bits with quadratic energies, or a model on its own rules. */
export type SearchForm = QuadraticForm | NativeForm;

export function isNative(form: SearchForm): form is NativeForm {
  return 'kind' in form;
}

/** Whether every sample will be tried. */
export function isEnumerated(form: SearchForm): boolean {
  return !isNative(form) && form.size <= mostEnumerated;
}

export function sampleOf(form: SearchForm, bits: Uint8Array): QuadraticSample {
  if (!isNative(form)) return { bits, energy: energyOf(form, bits) };
  const { oneHot } = form;
  return {
    bits,
    energy: oneHot === undefined ? nativeEnergy(form, bits) : Number(energyOfBits(oneHot, bits) - form.offset),
  };
}

export function startBits(form: SearchForm): Uint8Array {
  return isNative(form) ? firstBits(form) : new Uint8Array(form.size);
}
