import type { ConstrainedModel } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import type { IntegerProgram } from '../lowerings/integer-program.ts';
import { lowerToProgram } from '../lowerings/linear.ts';
import { type RowMultipliers, requireScale, roundUp, safeBound } from './safe-bound.ts';

/** Below: variable <= value. Above: variable >= value + 1. */
export interface Split {
  readonly variable: number;
  readonly value: number;
}

/** `bound`: multipliers that bound the energy there. `empty`: multipliers of a Farkas proof that nothing is there. */
export interface Leaf extends RowMultipliers {
  readonly leaf: 'bound' | 'empty';
}

/** A proof by cases: a tree that splits ranges of the model's integer program, in preorder, below before above. */
export interface BranchProof {
  readonly kind: 'branch/1';
  /** Of all multipliers, 0 to 60. */
  readonly scaleBits: number;
  readonly nodes: readonly (Split | Leaf)[];
}

/**
 * The bound the certificate proves, exact: the least of its leaves. Throws CERTIFICATE_LENGTH where the tree is not whole,
 * CERTIFICATE_NUMBER_INVALID, CERTIFICATE_NOT_EMPTY with the leaf whose Farkas proof fails, MODEL_NOT_LINEAR, and MODEL_INFEASIBLE
 * where it proves that no sample meets every rule.
 */
export function checkBranchProof(model: ConstrainedModel, certificate: BranchProof): bigint {
  const bound = branchBound(lowerToProgram(model), certificate);
  if (bound === undefined)
    throw new NodeError('MODEL_INFEASIBLE', { rule: 'no sample meets every group and constraint' });
  return bound;
}

/** undefined: proven that nothing meets every row. */
export function branchBound(program: IntegerProgram, { scaleBits, nodes }: BranchProof): bigint | undefined {
  requireScale(scaleBits);
  const lower = [...program.lower];
  const upper = [...program.upper];
  /** Ranges to put back, and the half that is still to come. */
  const open: { split: Split; was: readonly [number, number]; isAbove: boolean }[] = [];
  let least: bigint | undefined;
  let isWhole = false;
  for (const [index, node] of nodes.entries()) {
    if (isWhole) throw new NodeError('CERTIFICATE_LENGTH', { rule: 'the tree ends before its nodes', index });
    if ('variable' in node) {
      const was = rangeOf({ lower, upper }, node, index);
      open.push({ split: node, was, isAbove: false });
      upper[node.variable] = node.value;
      continue;
    }
    const bound = safeBound(program, { lower, upper }, node, scaleBits, node.leaf === 'bound');
    if (node.leaf === 'bound') {
      if (least === undefined || bound < least) least = bound;
    } else if (bound <= 0n) throw new NodeError('CERTIFICATE_NOT_EMPTY', { index });
    for (let top = open.at(-1); ; top = open.at(-1)) {
      if (top === undefined) {
        isWhole = true;
        break;
      }
      const { split, was } = top;
      [lower[split.variable], upper[split.variable]] = was;
      if (!top.isAbove) {
        top.isAbove = true;
        lower[split.variable] = split.value + 1;
        break;
      }
      open.pop();
    }
  }
  if (!isWhole) throw new NodeError('CERTIFICATE_LENGTH', { rule: 'every branch ends in a leaf' });
  return least === undefined ? undefined : roundUp(program, least, scaleBits);
}

function rangeOf(
  { lower, upper }: { lower: readonly number[]; upper: readonly number[] },
  { variable, value }: Split,
  index: number,
): readonly [number, number] {
  const from = lower[variable];
  const to = upper[variable];
  const isInside = from !== undefined && to !== undefined && Number.isSafeInteger(value) && value >= from && value < to;
  if (!isInside) throw new NodeError('CERTIFICATE_NUMBER_INVALID', { index, variable, value });
  return [from, to];
}
