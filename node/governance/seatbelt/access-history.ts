import { hexToBytes } from 'viem';
import type { ActivePolicy } from '../../protocol/policy/evaluate.ts';
import { readRules } from '../../protocol/policy/rules-codec.ts';
import type { PolicyState } from '../../protocol/seatbelt/policy-state.ts';
import type { ReplayedRequest } from '../../protocol/seatbelt/replay-access.ts';
import { type AccessTables, factsAt } from '../access-facts.ts';
import type { AccessRecords } from '../access-records.ts';

/** What was asked, and what verdicts depend on; times in unix seconds. */
export interface AccessHistory {
  /** The requests asked at or after that time, in rising order. */
  since(askedAt: number): readonly ReplayedRequest[];
  /** Policies, purposes, roles and statuses as they stood, or would stand at that time if nothing more was voted. */
  stateAt(time: number): PolicyState;
}

/** The history that a node keeps: its access records, and the index of what was voted. */
export function createAccessHistory(tables: AccessTables, records: Pick<AccessRecords, 'since'>): AccessHistory {
  const policyOf = (id: number): ActivePolicy[] => {
    const policy = tables.policies.get(id);
    return policy === undefined ? [] : [{ id, rules: readRules(hexToBytes(policy.rules)) }];
  };
  return {
    since: (askedAt) => records.since(askedAt),
    stateAt: (time) => ({
      policies: tables.policies.idsInForce(time).flatMap(policyOf),
      factsOf: (participant) => factsAt(tables, participant, time),
    }),
  };
}
