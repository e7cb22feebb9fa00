import { type Certificate, checkCertificate } from '../certificate.ts';
import type { ConstrainedModel } from '../constrained-model.ts';
import { type BranchProof, checkBranchProof } from './branch.ts';
import { type CycleShift, checkCycleShift } from './cycle-shift.ts';
import { checkDiagonalShift, type DiagonalShift } from './diagonal-shift.ts';
import { checkEnumeration, type Enumeration } from './enumeration.ts';
import { checkLpDual, type LpDual } from './lp-dual.ts';
import { checkNegativeSum, type NegativeSum } from './negative-sum.ts';

/** What can prove a bound of a qdt-model/2. */
export type ConstrainedCertificate =
  | Certificate
  | DiagonalShift
  | CycleShift
  | LpDual
  | BranchProof
  | Enumeration
  | NegativeSum;

/** The bound that the certificate proves; throws the checker's code where it proves nothing. Only this makes a bound *proven*. */
export function checkConstrainedCertificate(model: ConstrainedModel, certificate: ConstrainedCertificate): bigint {
  switch (certificate.kind) {
    case 'convex-tangent/1':
      return checkCertificate(model, certificate);
    case 'diagonal-shift/1':
      return checkDiagonalShift(model, certificate);
    case 'cycle-shift/1':
      return checkCycleShift(model, certificate);
    case 'lp-dual/1':
      return checkLpDual(model, certificate);
    case 'branch/1':
      return checkBranchProof(model, certificate);
    case 'enumeration/1':
      return checkEnumeration(model);
    case 'negative-sum/1':
      return checkNegativeSum(model);
  }
}
