import type { JSX } from 'preact';
import type { CompiledPolicy } from '../../protocol/policy/compile.ts';
import type { Names } from '../call-sentence.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';
import { NotEnforced } from './not-enforced.tsx';
import { RulesList } from './rules-list.tsx';

/** What a document compiles to: the rules that are enforced, what is not, and where rules meet. */
export function CompiledWords({ policy, names }: { policy: CompiledPolicy; names: Names }): JSX.Element {
  const { t } = useText();
  const { rules, unenforceable, conflicts, document } = policy;
  return (
    <>
      <h3>{t('policy.rules')}</h3>
      <RulesList rules={rules} names={names} />
      {conflicts.map(({ kind, permission, prohibition }) => (
        <p key={`${permission} ${prohibition}`}>
          <Mark tone="wait" icon="flag" word={t(`conflict.${kind}`, { permission, prohibition })} />
        </p>
      ))}
      <h3>{t('notEnforced.title')}</h3>
      <NotEnforced entries={unenforceable} />
      <Facts
        pairs={[
          [t('policy.basis'), t(`basis.${document.legalBasis}`)],
          [t('policy.reviewBy'), <Moment key="review" at={document.reviewBy} />],
        ]}
      />
    </>
  );
}
