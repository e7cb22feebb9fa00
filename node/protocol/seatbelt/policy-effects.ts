import { hexToBytes } from 'viem';
import { timeText } from '../descriptions/values.ts';
import { describeRule } from '../policy/describe-rule.ts';
import { readRules } from '../policy/rules-codec.ts';
import { type Effect, effect, type NameAddress } from './effect.ts';
import type { CityFacts, PolicyFact } from './facts.ts';

const contract = 'policyRegistry';

/** Policies in force and no more in force, with their rules in words; purposes; what a rule leaves to a vote. */
export function policyEffects(before: CityFacts, after: CityFacts, nameOf: NameAddress): Effect[] {
  const stateBefore = new Map(before.policies.map(({ id, state }) => [id, state]));
  const purposesBefore = new Map(before.purposes.map(({ purpose, isVoted }) => [purpose, isVoted]));
  return [
    ...after.policies.flatMap((one) => (stateBefore.get(one.id) === one.state ? [] : policyEffect(one, nameOf))),
    ...after.purposes
      .filter(({ purpose, isVoted }) => purposesBefore.get(purpose) !== isVoted)
      .map(({ purpose, isVoted }) =>
        effect(isVoted ? 'seatbelt.purpose.added' : 'seatbelt.purpose.removed', { purpose }, { contract }),
      ),
    ...after.approvals.flatMap((one, index) => {
      if (before.approvals[index]?.until === one.until) return [];
      const who = nameOf(one.participant);
      const values = { who, rule: String(one.ruleIndex + 1), policy: String(one.policyId) };
      const about = { who: one.participant, contract } as const;
      const what = `rule ${values.rule} of policy ${values.policy}`;
      if (one.until <= after.time) return [effect('seatbelt.approval.taken', values, { ...about, loses: what })];
      return [effect('seatbelt.approval.given', { ...values, until: timeText(one.until) }, { ...about, gains: what })];
    }),
  ];
}

function policyEffect(one: PolicyFact, nameOf: NameAddress): Effect[] {
  const values = { policy: String(one.id), who: nameOf(one.owner), rules: rulesInWords(one) };
  if (one.state === 'PUBLISHED') return [effect('seatbelt.policy.published', values, { who: one.owner, contract })];
  if (one.state === 'RETIRED') return [effect('seatbelt.policy.retired', values, { who: one.owner, contract })];
  return [];
}

function rulesInWords({ rules }: PolicyFact): string {
  return readRules(hexToBytes(rules))
    .map((rule, index) => `(${index + 1}) ${describeRule(rule).text}`)
    .join('; ');
}
