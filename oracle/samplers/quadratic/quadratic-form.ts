import { type ConstrainedModel, variablesOf } from '../../../node/protocol/constrained-model.ts';
import { NodeError } from '../../../node/protocol/errors.ts';

/**
 * Free bits with linear and quadratic energies in compressed rows, both halves stored: row i at `links` 2 starts[i] .. 2 starts[i+1]
 * holds pairs (other variable, coupling). energy = offset + sum linear x + sum over pairs coupling x x'.
 */
export interface QuadraticForm {
  readonly size: number;
  readonly offset: bigint;
  readonly linear: Int32Array;
  readonly starts: Int32Array;
  readonly links: Int32Array;
}

/**
 * The form of a model without groups, polynomials and constraints. Throws MODEL_NOT_QUADRATIC otherwise, MODEL_TOO_LARGE where what
 * one flip changes does not fit 31 bits.
 */
export function quadraticForm(model: ConstrainedModel): QuadraticForm {
  if (model.groups.length + model.terms.length + model.constraints.length > 0) {
    throw new NodeError('MODEL_NOT_QUADRATIC', { rule: 'has free bits and quadratic terms only' });
  }
  const size = variablesOf(model);
  const { rows, columns, weights } = model.quadratic;
  const linear = new Int32Array(size);
  const starts = new Int32Array(size + 1);
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    if (row === column) continue;
    starts[row + 1] = (starts[row + 1] ?? 0) + 1;
    starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  }
  for (let at = 0; at < size; at++) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const next = starts.slice();
  const links = new Int32Array(2 * (starts[size] ?? 0));
  const link = (from: number, to: number, weight: number) => {
    const at = next[from] ?? 0;
    links[2 * at] = to;
    links[2 * at + 1] = weight;
    next[from] = at + 1;
  };
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    const weight = weights[at] ?? 0;
    if (row === column) {
      linear[row] = weight;
      continue;
    }
    link(row, column, weight);
    link(column, row, weight);
  }
  const form = { size, offset: model.offset, linear, starts, links };
  requireSmallFields(form);
  return form;
}

function requireSmallFields({ size, linear, starts, links }: QuadraticForm): void {
  for (let variable = 0; variable < size; variable++) {
    let most = Math.abs(linear[variable] ?? 0);
    for (let at = starts[variable] ?? 0; at < (starts[variable + 1] ?? 0); at++)
      most += Math.abs(links[2 * at + 1] ?? 0);
    if (most >= 2 ** 30) throw new NodeError('MODEL_TOO_LARGE', { variable, most });
  }
}

/** Energy without the offset; a safe integer because the model is valid. */
export function energyOf({ size, linear, starts, links }: QuadraticForm, bits: ArrayLike<number>): number {
  let twice = 0;
  for (let variable = 0; variable < size; variable++) {
    if (bits[variable] !== 1) continue;
    twice += 2 * (linear[variable] ?? 0);
    for (let at = starts[variable] ?? 0; at < (starts[variable + 1] ?? 0); at++) {
      if (bits[links[2 * at] ?? 0] === 1) twice += links[2 * at + 1] ?? 0;
    }
  }
  return twice / 2;
}
