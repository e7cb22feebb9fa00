import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { energyHours } from '../court-words.ts';
import { formatDuration } from '../format.ts';
import { useText } from '../text.ts';
import { Hash } from './hash.tsx';
import { Later } from './later.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';

/** Was it beaten, by whom; and can I beat it. */
export function Beaten({ decision }: { decision: DecisionView }): JSX.Element {
  const { t, locale } = useText();
  const { beatenBy, challengeUntil, challengeWindow, outcome, struckAt, cause } = decision;
  return (
    <section class="section" aria-labelledby="beaten">
      <h2 id="beaten">{t('beaten.title')}</h2>
      {struckAt !== undefined && (
        <p>
          <Mark tone="bad" icon="cross" word={t('beaten.struck')} /> {t('beaten.struckWhy', { cause: cause ?? '–' })} ·{' '}
          <Moment at={struckAt} />
        </p>
      )}
      {beatenBy.length === 0 ? (
        <p>
          <Mark tone="none" icon="dash" word={t('beaten.notYet')} />
        </p>
      ) : (
        <BeatenBy decision={decision} />
      )}
      <p>{t('beaten.sentence', { window: formatDuration(locale, challengeWindow) })}</p>
      {challengeUntil !== undefined && (
        <p class="quiet">
          {t('beaten.until')} <Moment at={challengeUntil} />
        </p>
      )}
      {outcome !== undefined && (
        <Later
          name="court"
          load={() => import('./court.tsx')}
          show={({ Court }) => <Court decision={decision} key={decision.id} />}
        />
      )}
    </section>
  );
}

/** Who beat whom, oldest first: the last one stands. */
function BeatenBy({ decision }: { decision: DecisionView }): JSX.Element {
  const text = useText();
  const { beatenBy, committeeName } = decision;
  const nameOf = (name: string | undefined): string => name ?? text.t('court.unnamed');
  return (
    <ul>
      {beatenBy.map(({ author, name, energy, sampleHash, at }, index) => {
        const before = index === 0 ? nameOf(committeeName) : nameOf(beatenBy[index - 1]?.name);
        const hours = energyHours(energy, text);
        return (
          <li key={sampleHash}>
            {index === beatenBy.length - 1 && <Mark tone="good" icon="check" word={text.t('beaten.stands')} />}{' '}
            {text.t('beaten.by', { name: nameOf(name), before, hours })} · <Moment at={at} />
            <details>
              <summary>{text.t('beaten.exact')}</summary>
              <Hash value={author} label={text.t('beaten.author')} />{' '}
              <Hash value={sampleHash} label={text.t('beaten.sample')} />
            </details>
          </li>
        );
      })}
    </ul>
  );
}
