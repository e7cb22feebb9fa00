import type { ConstrainedModel } from '../constrained-model.ts';
import { type CycleShift, checkCycleShift } from './cycle-shift.ts';
import { checkDiagonalShift, type DiagonalShift } from './diagonal-shift.ts';
import { checkEnumeration, type Enumeration } from './enumeration.ts';
import { checkNegativeSum, type NegativeSum } from './negative-sum.ts';

/** What can prove a bound of a qdt-model/2. */
export type ConstrainedCertificate = DiagonalShift | CycleShift | Enumeration | NegativeSum;

/** The bound that the certificate proves; throws the checker's code where it proves nothing. Only this makes a bound *proven*. */
export function checkConstrainedCertificate(model: ConstrainedModel, certificate: ConstrainedCertificate): bigint {
  if (certificate.kind === 'diagonal-shift/1') return checkDiagonalShift(model, certificate);
  if (certificate.kind === 'cycle-shift/1') return checkCycleShift(model, certificate);
  return certificate.kind === 'enumeration/1' ? checkEnumeration(model) : checkNegativeSum(model);
}
