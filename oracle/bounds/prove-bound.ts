import type { ConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { checkEnumeration } from '../../node/protocol/certificates/enumeration.ts';
import { checkNegativeSum } from '../../node/protocol/certificates/negative-sum.ts';
import { type ConstrainedModel, variablesOf } from '../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { type ProvenBound, proveDiagonalShift } from './diagonal-shift.ts';

/** Above this trying every sample takes longer than a second. */
const mostTried = 20;

/** The best bound we can prove for a model, with the certificate its checker accepted. Throws MODEL_NOT_QUADRATIC, MODEL_INFEASIBLE. */
export function proveBound(model: ConstrainedModel): ProvenBound<ConstrainedCertificate> {
  if (variablesOf(model) <= mostTried) {
    return { bound: checkEnumeration(model), certificate: { kind: 'enumeration/1' } };
  }
  return semidefiniteBound(model) ?? simpleBound(model);
}

/** The bound that costs nothing. */
export function simpleBound(model: ConstrainedModel): ProvenBound<ConstrainedCertificate> {
  return { bound: checkNegativeSum(model), certificate: { kind: 'negative-sum/1' } };
}

function semidefiniteBound(model: ConstrainedModel): ProvenBound<ConstrainedCertificate> | undefined {
  try {
    return proveDiagonalShift(model);
  } catch (error) {
    if (isNodeError(error, 'CERTIFICATE_TOO_LARGE')) return undefined;
    throw error;
  }
}
