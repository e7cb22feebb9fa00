import { parseEventLogs } from 'viem';
import type { FollowedTransaction } from '../chain/followed-block.ts';
import type { Contracts } from '../protocol/network.ts';
import { nameOfBytes } from '../protocol/policy/names.ts';
import { policyRegistryAbi } from '../protocol/policy/policy-abi.ts';
import type { PoliciesTable } from './policies-table.ts';
import { causesIn, logsOf } from './proposal-cause.ts';

/** Writes what a transaction says about policies, purposes, approvals and uses. `at`: the block's time, unix seconds. */
export function applyPolicyEvents(
  transaction: FollowedTransaction,
  at: number,
  table: PoliciesTable,
  { policyRegistry, governor }: Contracts,
): void {
  const logs = logsOf(transaction, policyRegistry);
  if (logs.length === 0) return;
  const causeOf = causesIn(transaction, governor);
  for (const { eventName, args, logIndex } of parseEventLogs({ abi: policyRegistryAbi, logs })) {
    const by = causeOf(logIndex);
    if (eventName === 'PolicyPublished') {
      const { owner, legalBasis, reviewBy, document } = args.terms;
      const id = Number(args.policyId);
      const { rules } = args;
      table.publish({ id, owner, legalBasis, reviewBy, document, rules, publishedAt: at, publishedBy: by });
    }
    if (eventName === 'PolicyRetired') table.retire(Number(args.policyId), at, by);
    if (eventName === 'PurposeSet')
      table.setPurpose({ purpose: nameOfBytes(args.purpose), isVoted: args.isVoted, at, by });
    if (eventName === 'ParticipantApproved') {
      const { policyId, ruleIndex, participant, until } = args;
      table.approve({ policy: Number(policyId), rule: Number(ruleIndex), participant, until, at, by });
    }
    if (eventName === 'PermissionExercised' && args.used > 0) {
      const { policyId, ruleIndex, participant, used } = args;
      table.use({ policy: Number(policyId), rule: Number(ruleIndex), participant, used, at });
    }
  }
}
