import { type Address, hexToBytes } from 'viem';
import type { Support } from '../protocol/governance-abi.ts';
import { describeRule } from '../protocol/policy/describe-rule.ts';
import { type Reason, reasonSentences } from '../protocol/policy/reasons.ts';
import { readRules } from '../protocol/policy/rules-codec.ts';
import type { Decided } from './access.ts';
import type { AccessTables } from './access-facts.ts';
import { spanOf } from './access-span.ts';
import { endedPermission } from './ended-permission.ts';
import type { Participants } from './participants.ts';
import type { ProposalsTable } from './proposals-table.ts';

export interface AnswerBallot {
  voter: Address;
  name?: string;
  support: Support;
  castAt: number;
}

/** A vote (decimal; '0': the founding council, which needed none) and the ballots cast on it. */
export interface AnswerVote {
  proposal: string;
  ballots: AnswerBallot[];
}

/** Why the verdict is what it is. Times in unix seconds. */
export interface AccessAnswer {
  verdict: 'permit' | 'deny';
  reason: Reason;
  reasonInWords: string;
  policyId?: number;
  ruleIndex?: number;
  ruleInWords?: string;
  /** The vote that made it so: of the policy, or of the purpose or suspension where these decided. */
  proposal?: string;
  ballots?: AnswerBallot[];
  /** The vote on what the rule leaves to a vote. */
  approval?: AnswerVote & { at: number; until: number };
  /** Where it is no: the permission that a vote took away. */
  ended?: AnswerVote & { policyId: number; ruleInWords: string; at: number };
  since?: number;
  /** First second at which it does not hold any more. */
  until?: number;
  recordId: number;
  at: number;
}

const selfEvident: readonly Reason[] = ['SUSPENDED', 'PURPOSE_NOT_VOTED', 'PROHIBITED'];

export interface ExplainerOptions {
  tables: AccessTables;
  proposals: ProposalsTable;
  participants: Participants;
}

/** Puts what stands in the index behind a verdict. */
export function createExplainer({ tables, proposals, participants }: ExplainerOptions) {
  async function voteOn(proposal: string): Promise<AnswerVote> {
    const cast = proposals.ballots(proposal).map(async ({ voter, support, castAt }): Promise<AnswerBallot> => {
      const name = await participants.nameOf(voter);
      return { voter, ...(name === undefined ? {} : { name }), support, castAt };
    });
    return { proposal, ballots: await Promise.all(cast) };
  }

  /** What a verdict without a rule stands on. */
  function causeWithoutRule({ verdict, record }: Decided): { by: string; since: number } | undefined {
    if (verdict.reason === 'SUSPENDED') return tables.standing.at(record.participant, record.at);
    if (verdict.reason !== 'PURPOSE_NOT_VOTED') return undefined;
    const vote = tables.policies.purposeAt(record.purpose, record.at);
    return vote === undefined ? undefined : { by: vote.by, since: vote.at };
  }

  async function explainRule({ verdict, record }: Decided): Promise<Partial<AccessAnswer>> {
    const { policyId, ruleIndex } = verdict;
    const policy = tables.policies.get(policyId);
    const rule = policy === undefined ? undefined : readRules(hexToBytes(policy.rules))[ruleIndex];
    if (policy === undefined || rule === undefined) return {};
    const { participant, at } = record;
    const approval = rule.needsVote ? tables.policies.approvalAt(policyId, ruleIndex, participant, at) : undefined;
    return {
      policyId,
      ruleIndex,
      ruleInWords: describeRule(rule).text,
      ...(await voteOn(policy.publishedBy)),
      ...(approval === undefined
        ? {}
        : { approval: { ...(await voteOn(approval.by)), at: approval.at, until: approval.until } }),
      ...spanOf(verdict.reason, { policy, rule, approval, tables, participant, at }),
    };
  }

  /** Reasons that stand by themselves are not looked behind. */
  async function explainEnd({ verdict, record }: Decided): Promise<Pick<AccessAnswer, 'ended'>> {
    if (verdict.isPermitted || selfEvident.includes(verdict.reason)) return {};
    const found = endedPermission(tables, record);
    const rule = found === undefined ? undefined : readRules(hexToBytes(found.policy.rules))[found.ruleIndex];
    if (found === undefined || rule === undefined) return {};
    const { id, retiredAt = 0, retiredBy = '0' } = found.policy;
    const ruleInWords = describeRule(rule).text;
    return { ended: { policyId: id, ruleInWords, at: retiredAt, ...(await voteOn(retiredBy)) } };
  }

  return async (decided: Decided): Promise<AccessAnswer> => {
    const { verdict, record } = decided;
    const cause = causeWithoutRule(decided);
    const vote = cause === undefined ? {} : { ...(await voteOn(cause.by)), since: cause.since };
    return {
      verdict: verdict.isPermitted ? 'permit' : 'deny',
      reason: verdict.reason,
      reasonInWords: reasonSentences[verdict.reason],
      ...vote,
      ...(await explainRule(decided)),
      ...(await explainEnd(decided)),
      recordId: record.number,
      at: record.at,
    };
  };
}
