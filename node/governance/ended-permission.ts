import { hexToBytes } from 'viem';
import type { AccessRecord } from '../protocol/policy/access-record.ts';
import { readTarget } from '../protocol/policy/access-words.ts';
import { createEvaluator } from '../protocol/policy/evaluate.ts';
import { readRules } from '../protocol/policy/rules-codec.ts';
import { type AccessTables, factsAt } from './access-facts.ts';
import type { PolicyRow } from './policies-table.ts';

/** The latest retired policies are looked at, so many of them. */
const mostLookedAt = 32;

export interface EndedPermission {
  policy: PolicyRow;
  ruleIndex: number;
}

/** The policy, retired last before a denial, that alone would have permitted what was asked: the vote that took it away explains more. */
export function endedPermission(tables: AccessTables, record: AccessRecord): EndedPermission | undefined {
  const { participant, action, purpose, at, collections } = record;
  const facts = factsAt(tables, participant, at);
  const request = { participant, target: readTarget(record.target, 'target'), action, purpose, time: at, collections };
  for (const policy of tables.policies.retired(at, mostLookedAt)) {
    const rules = readRules(hexToBytes(policy.rules));
    const { isPermitted, ruleIndex } = createEvaluator([{ id: policy.id, rules }])(request, facts);
    if (isPermitted) return { policy, ruleIndex };
  }
  return undefined;
}
