import { describeRule } from '../protocol/policy/describe-rule.ts';
import { every, type Rule } from '../protocol/policy/rules.ts';
import { roleName } from '../protocol/roles.ts';
import type { Names } from './call-sentence.ts';
import { momentText, shorten } from './format.ts';
import { isMessageKey, type Text } from './text.ts';

/** One enforceable rule as a sentence in the reader's language, with names for accounts and local times. */
export function ruleSentence(rule: Rule, names: Names, text: Text): string {
  const { t, locale } = text;
  const [effect] = describeRule(rule).phrases;
  if (effect === undefined) return '';
  const subject = {
    who: whoText(rule, names, text),
    actions: listText(rule, text),
    target: targetText(rule, text),
  };
  const { purposes, from, until, count, needsVote } = rule;
  const limits = [
    ...(purposes.length > 0
      ? [t('policy.purposes', { purposes: purposes.map((one) => purposeText(one, text)).join(', ') })]
      : []),
    ...(from > 0 ? [t('policy.from', { time: momentText(locale, from) })] : []),
    ...(until > 0 ? [t('policy.until', { time: momentText(locale, until) })] : []),
    ...(count > 0 ? [t('policy.count', { count })] : []),
    ...(needsVote ? [t('policy.vote')] : []),
  ];
  return [t(effect.key, subject), ...limits].join(', ');
}

/** Actions as a list that ends in “and”, or in “or” where they are forbidden. */
function listText({ effect, actions }: Rule, { t, locale }: Text): string {
  const type = effect === 'permission' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(locale, { type }).format(actions.map((action) => t(`policy.action.${action}`)));
}

/** A purpose in words where the messages have some, else its own name. */
export function purposeText(purpose: string, { t }: Text): string {
  const key = `purpose.${purpose}`;
  return isMessageKey(key) ? t(key) : purpose;
}

function whoText({ assignee }: Rule, names: Names, { t }: Text): string {
  switch (assignee.kind) {
    case 'KIND':
      return t('policy.who.KIND', {
        kind: assignee.participantKind === 'NONE' ? '–' : t(`kind.${assignee.participantKind}`).toLowerCase(),
      });
    case 'ROLE':
      return t('policy.who.ROLE', { role: roleName(assignee.role) });
    case 'ACCOUNT': {
      const { account } = assignee;
      return t('policy.who.ACCOUNT', { account: names.get(account.toLowerCase()) ?? shorten(account) });
    }
    default:
      return t(`policy.who.${assignee.kind}`);
  }
}

function targetText({ target: { kind, name, part } }: Rule, { t }: Text): string {
  if (name === every) return t(`policy.target.${kind}.every`);
  if (kind === 'ENTITY' && part !== every) return t('policy.target.ENTITY.part', { name, part });
  return t(`policy.target.${kind}`, { name: shorten(name) });
}
