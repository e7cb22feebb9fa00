import { type ConstrainedModel, variablesOf } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import { expandModel } from '../lowerings/expand-terms.ts';

/**
 * The quadratic part in spins s = 2x - 1 of -1 or 1: 4 energy = constant + sum of couplings[i][j] s_i s_j over pairs i < j. Where linear
 * parts remain, one more spin, the last, carries them: turning all spins changes nothing, so it may be taken as 1.
 */
export interface SpinForm {
  readonly size: number;
  readonly constant: bigint;
  /** Of each spin, the coupling by partner, both halves; safe integers. */
  readonly couplings: readonly ReadonlyMap<number, number>[];
}

/** Throws MODEL_NOT_QUADRATIC for a term of degree above 2. Groups and constraints only take samples away. */
export function spinForm(given: ConstrainedModel): SpinForm {
  const model = expandModel(given);
  const variables = variablesOf(model);
  const { rows, columns, weights } = model.quadratic;
  const fields = new Float64Array(variables);
  const couplings = Array.from({ length: variables }, () => new Map<number, number>());
  let constant = 0;
  let reach = 0;
  const couple = (a: number, b: number, weight: number) => {
    couplings[a]?.set(b, weight);
    couplings[b]?.set(a, weight);
  };
  for (let at = 0; at < weights.length; at++) {
    const row = rows[at] ?? 0;
    const column = columns[at] ?? 0;
    const weight = weights[at] ?? 0;
    const part = row === column ? 2 * weight : weight;
    constant += part;
    reach += Math.abs(part);
    fields[row] = (fields[row] ?? 0) + part;
    if (row === column) continue;
    fields[column] = (fields[column] ?? 0) + weight;
    couple(row, column, weight);
  }
  // no sum above passed this one, so all of them are exact
  if (!Number.isSafeInteger(reach)) throw new NodeError('CERTIFICATE_TOO_LARGE', { rule: 'sums of weights are exact' });
  if (fields.every((field) => field === 0)) {
    return { size: variables, constant: 4n * model.offset + BigInt(constant), couplings };
  }
  couplings.push(new Map());
  for (const [variable, field] of fields.entries()) {
    if (field !== 0) couple(variable, variables, field);
  }
  return { size: variables + 1, constant: 4n * model.offset + BigInt(constant), couplings };
}
