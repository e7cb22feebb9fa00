import type { DecisionView } from '../../node/client/views.ts';

/** A decision as far as its committee needs it. */
export type CommitteeDecision = Pick<
  DecisionView,
  'id' | 'kind' | 'committee' | 'problemCid' | 'snapshotCid' | 'recordBy' | 'state' | 'mandate'
>;
