import { roleName } from '../roles.ts';
import { instantText } from './instant.ts';
import { type Assignee, every, type Rule, type Target } from './rules.ts';
import { type PolicyPhrase, phrase } from './sentences.ts';

/** One rule in words: the phrases for another language, and the English sentence. It needs the rule's bytes only. */
export interface RuleDescription {
  phrases: PolicyPhrase[];
  text: string;
}

export function describeRule(rule: Rule): RuleDescription {
  const who = describeAssignee(rule.assignee);
  const doing = rule.actions.map((action) => phrase(`policy.action.${action}`).text);
  const target = describeTarget(rule.target);
  const limits = [
    ...(rule.purposes.length > 0 ? [phrase('policy.purposes', { purposes: rule.purposes.join(' or ') })] : []),
    ...(rule.from > 0 ? [phrase('policy.from', { time: instantText(rule.from) })] : []),
    ...(rule.until > 0 ? [phrase('policy.until', { time: instantText(rule.until) })] : []),
    ...(rule.count > 0 ? [phrase('policy.count', { count: String(rule.count) })] : []),
    ...(rule.needsVote ? [phrase('policy.vote')] : []),
  ];
  const values = { who: who.text, actions: doing.join(', '), target: target.text };
  const phrases = [phrase(`policy.effect.${rule.effect}`, values), who, target, ...limits];
  return { phrases, text: [phrases[0], ...limits].map((part) => part?.text).join(', ') };
}

function describeAssignee(assignee: Assignee): PolicyPhrase {
  switch (assignee.kind) {
    case 'KIND':
      return phrase('policy.who.KIND', { kind: assignee.participantKind.toLowerCase() });
    case 'ROLE':
      return phrase('policy.who.ROLE', { role: roleName(assignee.role) });
    case 'ACCOUNT':
      return phrase('policy.who.ACCOUNT', { account: assignee.account });
    default:
      return phrase(`policy.who.${assignee.kind}`);
  }
}

function describeTarget({ kind, name, part }: Target): PolicyPhrase {
  if (name === every) return phrase(`policy.target.${kind}.every`);
  if (kind === 'ENTITY' && part !== every) return phrase('policy.target.ENTITY.part', { name, part });
  return phrase(`policy.target.${kind}`, { name });
}
