import type { BranchProof, Leaf, Split } from '../../node/protocol/certificates/branch.ts';
import type { IntegerProgram } from '../../node/protocol/lowerings/integer-program.ts';
import { programValue } from '../../node/protocol/lowerings/integer-program.ts';
import { highs } from '../linear/highs.ts';
import { Relaxation } from '../linear/relaxation.ts';
import { type BranchNode, type Evaluation, evaluateNode } from './branch-node.ts';

export interface BranchOptions {
  /** Energy of the best sample known; parts proven to hold nothing better are left alone. */
  readonly cutoff: bigint | undefined;
  /** Relaxations to solve at most; the same number gives the same proof. */
  readonly mostRelaxations: number;
  readonly shouldStop?: (() => boolean) | undefined;
}

export interface Branched {
  readonly proof: BranchProof;
  /** undefined: proven that nothing meets every row. */
  readonly bound: bigint | undefined;
  /** Better than the cutoff, where the search met such. */
  readonly values: readonly number[] | undefined;
  readonly relaxations: number;
  /** Whether nothing is left to split: the bound is the best there is. */
  readonly isComplete: boolean;
}

/** Splits tried at a node; the better ones by what variables of the same number gained before. */
const mostCandidates = 8;
const nearWhole = 1e-6;

/** Best-first branch and bound, whose tree is a proof at any time: leaves carry exact multipliers. */
export async function proveByBranching(program: IntegerProgram, options: BranchOptions): Promise<Branched> {
  const relaxation = new Relaxation(await highs(), program);
  try {
    return new Branching({ program, relaxation, scaleBits: scaleBitsFor(program) }, options).run();
  } finally {
    relaxation.dispose();
  }
}

/** Multipliers are about as large as costs: 2^44 leaves room for larger ones. */
function scaleBitsFor({ cost }: IntegerProgram): number {
  const largest = cost.reduce((most, weight) => Math.max(most, Math.abs(Number(weight))), 1);
  return Math.max(0, Math.min(20, 44 - Math.ceil(Math.log2(largest))));
}

class Branching {
  readonly #evaluation: Evaluation;
  readonly #options: BranchOptions;
  readonly #gains = new Map<number, { sum: number; count: number }>();
  #cutoff: bigint | undefined;
  #values: readonly number[] | undefined;
  #relaxations = 0;

  constructor(evaluation: Evaluation, options: BranchOptions) {
    this.#evaluation = evaluation;
    this.#options = options;
    this.#cutoff = options.cutoff;
  }

  run(): Branched {
    const { program, scaleBits } = this.#evaluation;
    const root = this.#evaluate(program);
    const open = [root];
    while (open.length > 0 && !this.#isExhausted()) {
      const node = takeLeast(open);
      if (this.#isDone(node)) continue;
      const children = this.#split(node);
      if (children === undefined) continue;
      node.children = children;
      open.push(children.below, children.above);
    }
    const nodes = preorder(root);
    return {
      proof: { kind: 'branch/1', scaleBits, nodes },
      bound: leastOf(root),
      values: this.#values,
      relaxations: this.#relaxations,
      isComplete: open.every((node) => this.#isDone(node)),
    };
  }

  #isExhausted(): boolean {
    return this.#relaxations >= this.#options.mostRelaxations || this.#options.shouldStop?.() === true;
  }

  #isDone({ bound }: BranchNode): boolean {
    return bound === undefined || (this.#cutoff !== undefined && bound >= this.#cutoff);
  }

  #evaluate(ranges: Pick<BranchNode, 'lower' | 'upper'>, parent?: BranchNode): BranchNode {
    this.#relaxations++;
    const node = evaluateNode(this.#evaluation, ranges, parent);
    const whole =
      node.values?.every(isWhole) === true ? Array.from(node.values, (value) => Math.round(value) + 0) : undefined;
    const value = whole === undefined ? undefined : programValue(this.#evaluation.program, whole);
    if (value !== undefined && (this.#cutoff === undefined || value < this.#cutoff)) {
      this.#cutoff = value;
      this.#values = whole;
    }
    return node;
  }

  /** The split whose weaker half gains most, and that is certain to end; undefined where nothing is left to split. */
  #split(node: BranchNode): BranchNode['children'] {
    let best: { children: NonNullable<BranchNode['children']>; score: number } | undefined;
    for (const split of this.#candidates(node)) {
      const children = this.#try(node, split);
      const score = this.#learn(node, split, children);
      if (best === undefined || score > best.score) best = { children, score };
      if (this.#isDone(children.below) && this.#isDone(children.above)) return children;
    }
    return best?.children;
  }

  #try(node: BranchNode, split: Split): NonNullable<BranchNode['children']> {
    const { variable, value } = split;
    const below = this.#evaluate({ lower: node.lower, upper: node.upper.with(variable, value) }, node);
    const above = this.#evaluate({ lower: node.lower.with(variable, value + 1), upper: node.upper }, node);
    return { split, below, above };
  }

  #learn(node: BranchNode, { variable }: Split, { below, above }: NonNullable<BranchNode['children']>): number {
    const gain = (child: BranchNode) => (this.#isDone(child) ? 1e30 : Math.max(0, child.value - node.value) + 1e-6);
    const score = Math.sqrt(gain(below)) * Math.sqrt(gain(above));
    const known = this.#gains.get(variable) ?? { sum: 0, count: 0 };
    known.sum += Math.log(1 + score);
    known.count++;
    this.#gains.set(variable, known);
    return score;
  }

  #candidates({ values, lower, upper }: BranchNode): Split[] {
    const { variables } = this.#evaluation.program;
    const fractional: { split: Split; rank: number }[] = [];
    for (let variable = 0; variable < lower.length; variable++) {
      const value = values?.[variable] ?? 0;
      if (values === undefined || isWhole(value) || lower[variable] === upper[variable]) continue;
      const gains = this.#gains.get(variable);
      const part = value - Math.floor(value);
      const own = variable < variables ? 2 : 1;
      const rank = own * Math.min(part, 1 - part) * (1 + (gains === undefined ? 1e3 : gains.sum / gains.count));
      fractional.push({ split: { variable, value: Math.floor(value) }, rank });
    }
    if (fractional.length > 0) {
      return fractional
        .sort((a, b) => b.rank - a.rank || a.split.variable - b.split.variable)
        .slice(0, mostCandidates)
        .map(({ split }) => split);
    }
    const loose = lower.findIndex((value, at) => value < (upper[at] ?? value));
    if (loose === -1) return [];
    const middle = Math.floor(((lower[loose] ?? 0) + (upper[loose] ?? 0)) / 2);
    return [{ variable: loose, value: middle }];
  }
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < nearWhole;
}

/** Takes out the node of the least value. */
function takeLeast(open: BranchNode[]): BranchNode {
  let least = 0;
  for (const [at, { value }] of open.entries()) if (value < (open[least]?.value ?? 0)) least = at;
  const node = open[least];
  if (node === undefined) throw new Error('no open node');
  open.splice(least, 1);
  return node;
}

function preorder(root: BranchNode): (Split | Leaf)[] {
  const nodes: (Split | Leaf)[] = [];
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    nodes.push(node.children?.split ?? node.leaf);
    if (node.children !== undefined) stack.push(node.children.above, node.children.below);
  }
  return nodes;
}

function leastOf(root: BranchNode): bigint | undefined {
  let least: bigint | undefined;
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.children !== undefined) stack.push(node.children.above, node.children.below);
    else if (node.bound !== undefined && (least === undefined || node.bound < least)) least = node.bound;
  }
  return least;
}
