import type { PolicyView } from '../client/views.ts';
import { cidOfRaw } from '../protocol/cid.ts';
import { type CompiledPolicy, compilePolicy } from '../protocol/policy/compile.ts';
import type { Rule } from '../protocol/policy/rules.ts';
import { parseAssignee, parseTarget } from '../protocol/policy/urn.ts';
import type { Names } from './call-sentence.ts';
import { ruleSentence } from './rule-words.ts';
import type { Text } from './text.ts';

/** The policy's document compiled again in this browser; undefined where it is not there or is not the one on the ledger. */
export function recompiled({
  document,
  documentCid,
}: Pick<PolicyView, 'document' | 'documentCid'>): CompiledPolicy | undefined {
  if (document === undefined) return undefined;
  try {
    const written = JSON.stringify(document);
    // What it names was voted when it was published, whatever the list says today.
    const named = [...written.matchAll(/urn:qdt:purpose:([A-Za-z0-9._-]+)/g)].flatMap(([, purpose]) => purpose ?? []);
    const policy = compilePolicy(written, new Set(named));
    return cidOfRaw(policy.document.canonical) === documentCid ? policy : undefined;
  } catch {
    return undefined;
  }
}

/** The rules that the ledger enforces, as the node read them there. */
export function rulesOf({ rules }: Pick<PolicyView, 'rules'>): Rule[] {
  return rules.map(({ index, inWords: _, assignee, target, ...rule }) => {
    const field = `rules[${index}]`;
    return { ...rule, assignee: parseAssignee(assignee, field), target: parseTarget(target, field) };
  });
}

/** Its name is the last part of its document's uid; without the document its number alone. */
export function policyName({ id, document }: Pick<PolicyView, 'id' | 'document'>, { t }: Text): string {
  const uid = document?.uid;
  const name = typeof uid === 'string' ? uid.split(':').at(-1) : undefined;
  return name === undefined ? t('policy.number', { id }) : t('policy.named', { id, name });
}

/** The first rule in words, and how many more there are. */
export function policySummary(policy: Pick<PolicyView, 'rules'>, names: Names, text: Text): string {
  const [rule, ...more] = rulesOf(policy);
  if (rule === undefined) return text.t('policy.noRules');
  const first = ruleSentence(rule, names, text);
  return more.length === 0 ? first : text.t('policy.andMore', { first, count: more.length });
}
