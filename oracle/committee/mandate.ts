import { bytes32Text } from '../../node/protocol/descriptions/values.ts';
import { scopeOf } from '../../node/protocol/problems/problem.ts';
import type { CommitteeDecision } from './committee-decision.ts';
import type { Evidence } from './evidence.ts';

/** Whether a request under a standing mandate says of itself exactly what its problem and snapshot say; true for any other request. */
export function isWithinMandate({ problem, snapshot }: Evidence, { mandate }: CommitteeDecision): boolean {
  if (mandate === undefined) return true;
  const { area, change } = scopeOf(snapshot, problem);
  return mandate.area === bytes32Text(area) && BigInt(mandate.change) === change;
}
