import { hexToBytes } from 'viem';
import type { ActivePolicy, PolicyFacts } from '../policy/evaluate.ts';
import { readRules } from '../policy/rules-codec.ts';
import type { CityFacts, RoleFact } from './facts.ts';

/** What verdicts depend on, at one time. */
export interface PolicyState {
  readonly policies: readonly ActivePolicy[];
  /** What is known about requests of this participant (lower-case hex). */
  readonly factsOf: (participant: string) => PolicyFacts;
}

/** The same state after a proposal was carried out: its changes, and nothing else, are put on top. */
export function stateAfter(state: PolicyState, before: CityFacts, after: CityFacts): PolicyState {
  const gone = new Set(after.policies.filter((one) => one.state !== 'PUBLISHED').map(({ id }) => id));
  const known = new Set(state.policies.map(({ id }) => id));
  const published = after.policies
    .filter(({ id, state: now }) => now === 'PUBLISHED' && !known.has(id))
    .map(({ id, rules }) => ({ id, rules: readRules(hexToBytes(rules)) }));
  return {
    policies: [...state.policies.filter(({ id }) => !gone.has(id)), ...published],
    factsOf: (participant) => factsAfter(state.factsOf(participant), participant, before, after),
  };
}

function factsAfter(facts: PolicyFacts, participant: string, before: CityFacts, after: CityFacts): PolicyFacts {
  const known = after.participants.find(({ account }) => account === participant);
  const isTheirs = ({ account }: RoleFact) => account === participant;
  const roles = new Set(facts.participant.roles);
  for (const { role } of before.roles.filter(isTheirs)) roles.delete(role);
  for (const { role } of after.roles.filter(isTheirs)) roles.add(role);
  const purposes = new Map(after.purposes.map(({ purpose, isVoted }) => [purpose, isVoted]));
  return {
    participant: {
      kind: known?.kind ?? facts.participant.kind,
      isSuspended: known === undefined ? facts.participant.isSuspended : known.status === 'SUSPENDED',
      roles,
    },
    isVotedPurpose: (purpose) => purposes.get(purpose) ?? facts.isVotedPurpose(purpose),
    usageOf(policyId, ruleIndex, account) {
      const usage = facts.usageOf(policyId, ruleIndex, account);
      const approval = after.approvals.find(
        (one) => one.policyId === policyId && one.ruleIndex === ruleIndex && one.participant === account,
      );
      return approval === undefined ? usage : { ...usage, approvedUntil: approval.until };
    },
  };
}
