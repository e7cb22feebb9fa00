import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { formatDuration } from '../format.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';

/** Was it beaten, can I beat it. Challenges come with a later version, and this says so. */
export function Beaten({ decision }: { decision: DecisionView }): JSX.Element {
  const { t, locale } = useText();
  return (
    <section class="section" aria-labelledby="beaten">
      <h2 id="beaten">{t('beaten.title')}</h2>
      <p>
        <Mark tone="none" icon="dash" word={t('beaten.notYet')} />
      </p>
      <p>{t('beaten.sentence', { window: formatDuration(locale, decision.challengeWindow) })}</p>
      {decision.challengeUntil !== undefined && (
        <p class="quiet">
          {t('beaten.until')} <Moment at={decision.challengeUntil} />
        </p>
      )}
    </section>
  );
}
