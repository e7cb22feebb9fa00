import { checkCertificate } from '../../node/protocol/certificate.ts';
import type { ConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { checkEnumeration } from '../../node/protocol/certificates/enumeration.ts';
import { checkLpDual } from '../../node/protocol/certificates/lp-dual.ts';
import { checkNegativeSum } from '../../node/protocol/certificates/negative-sum.ts';
import { type ConstrainedModel, variablesOf } from '../../node/protocol/constrained-model.ts';
import { isNodeError, NodeError } from '../../node/protocol/errors.ts';
import { bitsOfProgram, type LinearLowering, lowerLinear } from '../../node/protocol/lowerings/linear.ts';
import { proveByBranching } from './branching.ts';
import { proveConvexTangent } from './convex-tangent.ts';
import { mostForTriangles, proveCycleShift } from './cycle-shift.ts';
import { type ProvenBound, proveDiagonalShift } from './diagonal-shift.ts';
import { proveLpDual } from './lp-dual.ts';

/** Above this trying every sample takes longer than a second. */
const mostTried = 20;
/** Cycles of a graph close much of the gap while it is sparse; beyond, they cost more than they gain. */
const mostForWalks = 2500;
const mostDegree = 8;
/** Matrix entries solved for in the first tree; each later one has four times as many. */
const treeWork = 300_000;
const mostTrees = 8;
/** Products of free bits, and how many per bit, beyond which a linear relaxation is worth less than its time. */
const mostFreeProducts = 1500;
const mostFreeDegree = 4;
const mostEntries = 400_000;

type Proven = ProvenBound<ConstrainedCertificate> & {
  /** A sample met on the way. */
  readonly bits?: Uint8Array | undefined;
  /** Steps it took, where they are counted. */
  readonly workUnits?: number | undefined;
};

export interface ProofContext {
  /** Without it one small tree is all that is tried where a linear relaxation branches, so that proving ends soon. */
  readonly isPatient?: boolean | undefined;
  /** The best energy found elsewhere by now. */
  readonly cutoff?: (() => bigint | undefined) | undefined;
  /** Choice per group from which to relax; the first of each where it is not given. */
  readonly choices?: readonly number[] | undefined;
}

/** Ever better bounds of a model, each with the certificate its checker accepted. Throws MODEL_INFEASIBLE. */
export async function* proveBounds(model: ConstrainedModel, context: ProofContext = {}): AsyncGenerator<Proven, void> {
  const tried = tryAll(model);
  if (tried !== undefined) {
    yield tried;
    return;
  }
  const simple = simpleBound(model);
  if (simple !== undefined) yield simple;
  const tangent = model.terms.length === 0 ? undefined : attempt(() => proveConvexTangent(model, context.choices));
  if (tangent !== undefined) yield tangent;
  const lowering = linearLowering(model);
  const linear = lowering === undefined ? undefined : await proveLpDual(model);
  if (linear !== undefined) yield linear;
  const isCoupled = model.quadratic.rows.some((row, at) => row !== model.quadratic.columns[at]);
  if (isCoupled) yield* semidefiniteBounds(model);
  if (lowering === undefined) return;
  const first = Math.max(20, Math.ceil(treeWork / entriesOf(lowering)));
  for (let tree = 0; tree < (context.isPatient === true ? mostTrees : 1); tree++) {
    const mostRelaxations = first * 4 ** tree;
    const cutoff = context.cutoff?.();
    const { proof, bound, values, isComplete } = await proveByBranching(lowering.program, { cutoff, mostRelaxations });
    if (bound === undefined) throw new NodeError('MODEL_INFEASIBLE', { rule: 'no sample meets every rule' });
    yield { bound, certificate: proof, bits: values === undefined ? undefined : bitsOfProgram(lowering, values) };
    if (isComplete) return;
  }
}

/** The best of the bounds that cost next to nothing; undefined where terms are of high degree, take many values and are not convex. */
export function simpleBound(model: ConstrainedModel): Proven | undefined {
  return (
    attempt((): Proven => ({ bound: checkNegativeSum(model), certificate: { kind: 'negative-sum/1' } })) ??
    attempt((): Proven => {
      const certificate = { kind: 'convex-tangent/1', loads: model.terms.map(() => 0) } as const;
      return { bound: checkCertificate(model, certificate), certificate };
    }) ??
    attempt((): Proven => {
      const certificate = { kind: 'lp-dual/1', scaleBits: 0, rows: [], multipliers: [] } as const;
      return { bound: checkLpDual(model, certificate), certificate };
    })
  );
}

function tryAll(model: ConstrainedModel): Proven | undefined {
  if (variablesOf(model) > mostTried) return undefined;
  return attempt((): Proven => ({ bound: checkEnumeration(model), certificate: { kind: 'enumeration/1' } }));
}

function* semidefiniteBounds(model: ConstrainedModel): Generator<Proven, void> {
  const proven = attempt(() => proveDiagonalShift(model));
  if (proven === undefined) return;
  yield proven;
  for (const rounds of roundsFor(model)) {
    const better = proveCycleShift(model, { rounds });
    if (better !== undefined) yield better;
  }
}

/** undefined where a linear relaxation is not exact, or not worth its time. */
function linearLowering(model: ConstrainedModel): LinearLowering | undefined {
  const { groups, constraints, cardinalities, flows, terms, quadratic } = model;
  const isFree = groups.length + constraints.length + cardinalities.length + flows.length + terms.length === 0;
  const products = quadratic.weights.length;
  if (isFree && products > Math.min(mostFreeProducts, mostFreeDegree * variablesOf(model))) return undefined;
  const lowering = attempt(() => lowerLinear(model));
  return lowering === undefined || entriesOf(lowering) > mostEntries ? undefined : lowering;
}

function entriesOf({ program }: LinearLowering): number {
  return program.rows.reduce((sum, { weights }) => sum + weights.length, 1);
}

/** What a way of proving gives; undefined where the model does not suit it. */
function attempt<T>(prove: () => T): T | undefined {
  try {
    return prove();
  } catch (error) {
    const codes = [
      'CERTIFICATE_TOO_LARGE',
      'CERTIFICATE_NOT_CONVEX',
      'MODEL_NOT_QUADRATIC',
      'MODEL_NOT_LINEAR',
      'MODEL_TOO_LARGE',
    ];
    if (isNodeError(error) && codes.includes(error.code)) return undefined;
    throw error;
  }
}

function roundsFor(model: ConstrainedModel): number[] {
  const size = variablesOf(model);
  if (size < mostForTriangles) return [100, 300];
  const isSparse = 2 * model.quadratic.weights.length <= (mostDegree + 2) * size;
  return isSparse && size <= mostForWalks ? [30, 150] : [];
}
