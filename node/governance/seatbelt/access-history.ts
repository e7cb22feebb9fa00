import type { PolicyState } from '../../protocol/seatbelt/policy-state.ts';
import type { ReplayedRequest } from '../../protocol/seatbelt/replay-access.ts';

/** What was asked, and what verdicts depend on; times in unix seconds. */
export interface AccessHistory {
  /** The requests asked at or after that time, in rising order. */
  since(askedAt: number): readonly ReplayedRequest[];
  /** Policies, purposes, roles and statuses as they would stand at that time if nothing more was voted. */
  stateAt(time: number): PolicyState;
}

/** Of a node that keeps no access records. */
export const noHistory: AccessHistory = {
  since: () => [],
  stateAt: () => ({
    policies: [],
    factsOf: () => ({
      participant: { kind: 'NONE', isSuspended: false, roles: new Set() },
      isVotedPurpose: () => false,
      usageOf: () => ({ used: 0, approvedUntil: 0 }),
    }),
  }),
};
