import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { formatDuration } from '../format.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';

/** The ids behind the sentences, with the field's own words, unfolded on demand. */
export function Identities({ decision }: { decision: DecisionView }): JSX.Element {
  const { t, locale } = useText();
  const hash = (value: string | undefined, label: string, href?: string): JSX.Element | undefined =>
    value === undefined ? undefined : <Hash value={value} label={label} {...(href === undefined ? {} : { href })} />;
  const { outcome } = decision;
  return (
    <details>
      <summary>{t('ids.title')}</summary>
      <Facts
        pairs={[
          [t('ids.agency'), hash(decision.agency, t('ids.agency'), `/participants/${decision.agency}`)],
          [t('ids.committee'), hash(decision.committee, t('ids.committee'), `/participants/${decision.committee}`)],
          [t('ids.problem'), hash(decision.problemCid, t('ids.problem'))],
          [t('ids.snapshot'), hash(decision.snapshotCid, t('ids.snapshot'))],
          [t('ids.report'), hash(outcome?.reportCid, t('ids.report'))],
          [t('ids.modelRoot'), hash(outcome?.modelRoot, t('ids.modelRoot'))],
          [t('ids.sampleHash'), hash(outcome?.sampleHash, t('ids.sampleHash'))],
          [t('ids.requestTransaction'), hash(decision.requestTransaction, t('ids.requestTransaction'))],
          [t('ids.recordTransaction'), hash(decision.recordTransaction, t('ids.recordTransaction'))],
          [t('ids.finalTransaction'), hash(decision.finalTransaction, t('ids.finalTransaction'))],
          [t('ids.window'), formatDuration(locale, decision.challengeWindow)],
          [t('ids.recordBy'), <Moment key="recordBy" at={decision.recordBy} />],
          [t('ids.access'), t(decision.isRestricted ? 'ids.restricted' : 'ids.public')],
        ]}
      />
    </details>
  );
}
