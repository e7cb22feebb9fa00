import type { Leaf, Split } from '../../node/protocol/certificates/branch.ts';
import { roundUp, safeBound } from '../../node/protocol/certificates/safe-bound.ts';
import { type IntegerProgram, isRowMet } from '../../node/protocol/lowerings/integer-program.ts';
import type { Relaxation } from '../linear/relaxation.ts';
import { roundDuals } from './lp-dual.ts';

/** A part of the ranges, with the best proof found there. Ranges are shared with nobody. */
export interface BranchNode {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly leaf: Leaf;
  /** Proven least energy there; undefined: proven empty. */
  readonly bound: bigint | undefined;
  /** Of the relaxation, as far as it was solved: a float, and no proof. */
  readonly value: number;
  readonly values: Float64Array | undefined;
  children?: { readonly split: Split; readonly below: BranchNode; readonly above: BranchNode };
}

export interface Evaluation {
  readonly program: IntegerProgram;
  readonly relaxation: Relaxation;
  readonly scaleBits: number;
}

type Ranges = Pick<BranchNode, 'lower' | 'upper'>;

/** Solves the relaxation on the ranges and keeps what of it is proven, at least the parent's bound. */
export function evaluateNode(evaluation: Evaluation, ranges: Ranges, parent?: BranchNode): BranchNode {
  const { program, relaxation, scaleBits } = evaluation;
  relaxation.setRanges(ranges.lower, ranges.upper);
  const relaxed = relaxation.solve();
  if (relaxed.status === 'optimal') {
    const leaf: Leaf = { leaf: 'bound', ...roundDuals(program, relaxed.duals, scaleBits) };
    const bound = roundUp(program, safeBound(program, ranges, leaf, scaleBits, true), scaleBits);
    return { ...ranges, leaf, bound, value: relaxed.value, values: relaxed.values };
  }
  const ray = relaxed.status === 'infeasible' ? relaxed.ray : undefined;
  const empty = proveEmpty(evaluation, ranges, ray);
  if (empty !== undefined)
    return { ...ranges, leaf: empty, bound: undefined, value: Number.POSITIVE_INFINITY, values: undefined };
  const leaf: Leaf = parent?.leaf.leaf === 'bound' ? parent.leaf : { leaf: 'bound', rows: [], multipliers: [] };
  const bound = roundUp(program, safeBound(program, ranges, leaf, scaleBits, true), scaleBits);
  return { ...ranges, leaf, bound, value: parent?.value ?? Number.NEGATIVE_INFINITY, values: undefined };
}

/** A Farkas proof from the ray, either way round, or from one row that nothing in the ranges can meet. */
function proveEmpty(
  { program, scaleBits }: Evaluation,
  ranges: Ranges,
  ray: Float64Array | undefined,
): Leaf | undefined {
  const largest = ray?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
  if (ray !== undefined && largest > 0) {
    for (const bits of [10, 24, 40]) {
      for (const sign of [1, -1]) {
        const scaled = ray.map((value) => (sign * value * 2 ** bits) / largest);
        const leaf: Leaf = { leaf: 'empty', ...roundDuals(program, scaled, 0) };
        if (safeBound(program, ranges, leaf, scaleBits, false) > 0n) return leaf;
      }
    }
  }
  const isPoint = ranges.lower.every((value, at) => value === ranges.upper[at]);
  const row = isPoint ? program.rows.findIndex((one) => !isRowMet(one, ranges.lower)) : -1;
  if (row === -1) return undefined;
  const leaves = [1, -1].map((multiplier): Leaf => ({ leaf: 'empty', rows: [row], multipliers: [multiplier] }));
  const sense = program.rows[row]?.sense;
  const allowed = leaves.filter((_, at) => sense === '=' || (sense === '>=' ? at === 0 : at === 1));
  return allowed.find((leaf) => safeBound(program, ranges, leaf, scaleBits, false) > 0n);
}
