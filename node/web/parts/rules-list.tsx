import type { JSX } from 'preact';
import type { Rule } from '../../protocol/policy/rules.ts';
import type { Names } from '../call-sentence.ts';
import { ruleSentence } from '../rule-words.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** The rules that are enforced, each a sentence; permissions and prohibitions by icon and word. */
export function RulesList({ rules, names }: { rules: readonly Rule[]; names: Names }): JSX.Element {
  const text = useText();
  return (
    <ol class="checks" start={0}>
      {rules.map((rule, index) => (
        <li key={index} id={`rule-${index}`}>
          {rule.effect === 'permission' ? (
            <Mark tone="good" icon="check" word={text.t('rule.permission')} />
          ) : (
            <Mark tone="bad" icon="cross" word={text.t('rule.prohibition')} />
          )}
          <p>{ruleSentence(rule, names, text)}</p>
        </li>
      ))}
    </ol>
  );
}
