import type { ConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { checkEnumeration } from '../../node/protocol/certificates/enumeration.ts';
import { checkNegativeSum } from '../../node/protocol/certificates/negative-sum.ts';
import { type ConstrainedModel, variablesOf } from '../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { mostForTriangles, proveCycleShift } from './cycle-shift.ts';
import { type ProvenBound, proveDiagonalShift } from './diagonal-shift.ts';

/** Above this trying every sample takes longer than a second. */
const mostTried = 20;
/** Cycles of a graph close much of the gap while it is sparse; beyond, they cost more than they gain. */
const mostForWalks = 2500;
const mostDegree = 8;

type Proven = ProvenBound<ConstrainedCertificate>;

/** Ever better bounds of a model, each with the certificate its checker accepted. Throws MODEL_NOT_QUADRATIC, MODEL_INFEASIBLE. */
export function* proveBounds(model: ConstrainedModel): Generator<Proven, void> {
  if (variablesOf(model) <= mostTried) {
    yield { bound: checkEnumeration(model), certificate: { kind: 'enumeration/1' } };
    return;
  }
  yield semidefiniteBound(model) ?? simpleBound(model);
  for (const rounds of roundsFor(model)) {
    const proven = proveCycleShift(model, { rounds });
    if (proven !== undefined) yield proven;
  }
}

/** The bound that costs nothing. */
export function simpleBound(model: ConstrainedModel): Proven {
  return { bound: checkNegativeSum(model), certificate: { kind: 'negative-sum/1' } };
}

function semidefiniteBound(model: ConstrainedModel): Proven | undefined {
  try {
    return proveDiagonalShift(model);
  } catch (error) {
    if (isNodeError(error, 'CERTIFICATE_TOO_LARGE')) return undefined;
    throw error;
  }
}

function roundsFor(model: ConstrainedModel): number[] {
  const size = variablesOf(model);
  if (size < mostForTriangles) return [100, 300];
  const isSparse = 2 * model.quadratic.weights.length <= (mostDegree + 2) * size;
  return isSparse && size <= mostForWalks ? [30, 150] : [];
}
