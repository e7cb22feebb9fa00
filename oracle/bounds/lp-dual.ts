import { type LpDual, lpDualBound } from '../../node/protocol/certificates/lp-dual.ts';
import type { RowMultipliers } from '../../node/protocol/certificates/safe-bound.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import type { IntegerProgram } from '../../node/protocol/lowerings/integer-program.ts';
import { lowerToProgram } from '../../node/protocol/lowerings/linear.ts';
import { highs } from '../linear/highs.ts';
import { Relaxation } from '../linear/relaxation.ts';
import type { ProvenBound } from './diagonal-shift.ts';

/** Solves the linear relaxation and proves what its duals are worth. undefined where HiGHS ends without. Throws MODEL_NOT_LINEAR. */
export async function proveLpDual(
  model: ConstrainedModel,
  timeLimit?: number,
): Promise<ProvenBound<LpDual> | undefined> {
  const program = lowerToProgram(model);
  const relaxation = new Relaxation(await highs(), program, timeLimit);
  try {
    const relaxed = relaxation.solve();
    if (relaxed.status !== 'optimal') return undefined;
    const certificate: LpDual = { kind: 'lp-dual/1', ...scaleDuals(program, relaxed.duals) };
    return { bound: lpDualBound(program, certificate), certificate };
  } finally {
    relaxation.dispose();
  }
}

/** Multipliers as whole numbers with as many bits as 2^50 leaves the largest, at most 30; of the wrong sign or tiny: none. */
export function scaleDuals(program: IntegerProgram, duals: Float64Array): RowMultipliers & { scaleBits: number } {
  const largest = duals.reduce((most, dual) => Math.max(most, Math.abs(dual)), 0);
  const scaleBits = Math.max(0, Math.min(30, 50 - Math.ceil(Math.log2(Math.max(1, largest)))));
  return { scaleBits, ...roundDuals(program, duals, scaleBits) };
}

/** Multipliers in units of 2^-scaleBits, without zeros and wrong signs. */
export function roundDuals({ rows }: IntegerProgram, duals: Float64Array, scaleBits: number): RowMultipliers {
  const chosen: number[] = [];
  const multipliers: number[] = [];
  for (const [row, { sense }] of rows.entries()) {
    const rounded = Math.round((duals[row] ?? 0) * 2 ** scaleBits);
    const isWrong = (sense === '<=' && rounded > 0) || (sense === '>=' && rounded < 0);
    if (rounded === 0 || isWrong || !Number.isSafeInteger(rounded)) continue;
    chosen.push(row);
    multipliers.push(rounded);
  }
  return { rows: chosen, multipliers };
}
