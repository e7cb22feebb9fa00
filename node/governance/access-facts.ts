import type { ParticipantKind } from '../protocol/abi.ts';
import { participantKinds } from '../protocol/abi.ts';
import type { PolicyFacts } from '../protocol/policy/evaluate.ts';
import { roleNumber } from '../protocol/roles.ts';
import type { PoliciesTable } from './policies-table.ts';
import type { SeatsTable } from './seats-table.ts';
import type { StandingTable } from './standing-table.ts';

/** Where the history stands that a verdict depends on. */
export interface AccessTables {
  policies: PoliciesTable;
  seats: SeatsTable;
  standing: StandingTable;
}

/** What the chain knew of this participant, the purposes, votes and counts at that time (unix seconds). */
export function factsAt(tables: AccessTables, participant: string, at: number): PolicyFacts {
  const { policies, seats, standing } = tables;
  const row = standing.at(participant, at);
  return {
    participant: {
      kind: kindOf(row?.kind),
      isSuspended: row?.status === 'SUSPENDED',
      roles: new Set(seats.rolesAt(participant, at).map(({ role }) => roleNumber(role))),
    },
    isVotedPurpose: (purpose) => policies.purposeAt(purpose, at)?.isVoted === true,
    usageOf: (policyId, ruleIndex, account) => ({
      used: policies.usedAt(policyId, ruleIndex, account, at),
      approvedUntil: policies.approvalAt(policyId, ruleIndex, account, at)?.until ?? 0,
    }),
  };
}

function kindOf(word: string | undefined): ParticipantKind {
  return participantKinds.find((kind) => kind === word) ?? 'NONE';
}
