import type { Hex } from 'viem';
import { decodeCanonical, encodeCanonical } from '../canonical.ts';
import { cidOfBlock } from '../cid.ts';
import type { ConstrainedModel } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import type { SnapshotContent } from '../snapshot.ts';
import { compileRoutes } from './routes/compile.ts';
import { type RoutesProblem, readRoutesProblem } from './routes/parameters.ts';
import type { RoutesPlan } from './routes/plan.ts';
import { routesScope } from './routes/scope.ts';

/** Any problem an agency may ask; told apart by `kind`. */
export type Problem = RoutesProblem;
export type Plan = RoutesPlan;

/** What snapshot and problem determine. Energies are in the model's scale. */
export interface CompiledProblem {
  readonly model: ConstrainedModel;
  readonly chunks: readonly Uint8Array[];
  readonly modelRoot: `0x${string}`;
  /** The sample of everybody doing what looks best alone; samplers may start here. */
  readonly start: readonly number[];
  readonly baselines: Baselines;
  /** What the chosen index per group means in the city. Throws what checkChoices throws. */
  readonly decode: (choices: readonly number[]) => Plan;
}

export interface Baselines {
  readonly today: bigint;
  readonly shortestPaths: bigint;
}

/** Where a problem changes something, and how much at most: what standing mandates limit. */
export interface ProblemScope {
  /** Name of the area in the ledger's form. */
  readonly area: Hex;
  /** In the unit of the kind of problem. */
  readonly change: bigint;
}

export interface ProblemKind {
  readonly kind: Problem['kind'];
  readonly parseProblem: (document: unknown) => Problem;
  readonly compile: (snapshot: SnapshotContent, problem: Problem) => CompiledProblem;
  readonly scope: (snapshot: Pick<SnapshotContent, 'city'>, problem: Problem) => ProblemScope;
}

const kinds: readonly ProblemKind[] = [
  { kind: 'routes', parseProblem: readRoutesProblem, compile: compileRoutes, scope: routesScope },
];

/** The kind of that name. Throws PROBLEM_KIND_UNKNOWN. */
export function problemKind(name: string): ProblemKind {
  const kind = kinds.find((candidate) => candidate.kind === name);
  if (kind === undefined) throw new NodeError('PROBLEM_KIND_UNKNOWN', { kind: name.slice(0, 40) });
  return kind;
}

/** Compiles by the problem's own kind. */
export function compileProblem(snapshot: SnapshotContent, problem: Problem): CompiledProblem {
  return problemKind(problem.kind).compile(snapshot, problem);
}

/** What a request under a standing mandate must say of itself, exactly. */
export function scopeOf(snapshot: Pick<SnapshotContent, 'city'>, problem: Problem): ProblemScope {
  return problemKind(problem.kind).scope(snapshot, problem);
}

export function isSameScope(one: ProblemScope, other: ProblemScope): boolean {
  return one.area.toLowerCase() === other.area.toLowerCase() && one.change === other.change;
}

export function encodeProblem(problem: Problem): Uint8Array {
  return encodeCanonical(problem);
}

export function problemCid(problem: Problem): string {
  return cidOfBlock(encodeProblem(problem));
}

/** Reads a problem's block. Throws CONTENT_NOT_CANONICAL, PROBLEM_KIND_UNKNOWN or DOCUMENT_INVALID. */
export function decodeProblem(bytes: Uint8Array): Problem {
  return parseProblem(decodeCanonical(bytes));
}

export function parseProblem(document: unknown): Problem {
  const hasKind = typeof document === 'object' && document !== null && 'kind' in document;
  const name = hasKind && typeof document.kind === 'string' ? document.kind : '';
  return problemKind(name).parseProblem(document);
}
