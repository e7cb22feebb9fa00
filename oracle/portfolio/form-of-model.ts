import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { lowerToQuadratic } from '../../node/protocol/lowerings/quadratic.ts';
import { nativeForm } from '../samplers/native/native-form.ts';
import { quadraticForm } from '../samplers/quadratic/quadratic-form.ts';
import { componentsFor } from './components.ts';
import type { SearchForm } from './search-form.ts';

/** Whether anything but free bits and quadratic terms counts. */
export function hasRules({ groups, constraints, cardinalities, flows, integers, terms }: ConstrainedModel): boolean {
  return groups.length + constraints.length + cardinalities.length + flows.length + integers.length + terms.length > 0;
}

/** Free bits as they stand; else the model's own rules, or a QUBO where a component of free bits is asked for by name. */
export function formOf(model: ConstrainedModel, only: string | undefined): { form: SearchForm; variables: number } {
  if (!hasRules(model)) return { form: quadraticForm(model), variables: model.binaries };
  const native = nativeForm(model);
  const isNative = only === undefined || componentsFor(native).some(({ name }) => name.startsWith(only));
  if (isNative) return { form: native, variables: native.size };
  const lowering = lowerToQuadratic(model);
  return { form: quadraticForm(lowering.model), variables: lowering.variables };
}
