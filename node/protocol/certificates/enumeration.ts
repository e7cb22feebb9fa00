import { quadraticEnergy, violationOf } from '../constrained-energy.ts';
import { type ConstrainedModel, variablesOf } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import { expandModel } from '../lowerings/expand-terms.ts';

/** A proof without words: the model is so small that the checker tries every sample. */
export interface Enumeration {
  readonly kind: 'enumeration/1';
}

/** Bits whose samples a checker tries through. */
export const mostEnumerable = 24;

/** The least energy, exact. Throws CERTIFICATE_TOO_LARGE, MODEL_NOT_QUADRATIC, or MODEL_INFEASIBLE where nothing meets the rules. */
export function checkEnumeration(given: ConstrainedModel): bigint {
  const model = expandModel(given);
  const size = variablesOf(model);
  if (size > mostEnumerable) throw new NodeError('CERTIFICATE_TOO_LARGE', { size, most: mostEnumerable });
  const matrix = matrixOf(model, size);
  const bits = new Uint8Array(size);
  let energy = quadraticEnergy(model.quadratic, bits);
  let least = violationOf(model, bits) === undefined ? energy : Number.POSITIVE_INFINITY;
  for (let step = 1, end = 2 ** size; step < end; step++) {
    const flipped = 31 - Math.clz32(step & -step);
    let change = matrix[flipped * size + flipped] ?? 0;
    for (let other = 0; other < size; other++) {
      if (bits[other] === 1 && other !== flipped) change += matrix[flipped * size + other] ?? 0;
    }
    energy += bits[flipped] === 1 ? -change : change;
    bits[flipped] = 1 - (bits[flipped] ?? 0);
    if (energy < least && violationOf(model, bits) === undefined) least = energy;
  }
  if (!Number.isFinite(least))
    throw new NodeError('MODEL_INFEASIBLE', { rule: 'no sample meets every group and constraint' });
  return model.offset + BigInt(least);
}

/** Linear weights on the diagonal, couplings in both halves. */
function matrixOf({ quadratic: { rows, columns, weights } }: ConstrainedModel, size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    matrix[row * size + column] = weights[at] ?? 0;
    matrix[column * size + row] = weights[at] ?? 0;
  }
  return matrix;
}
