import type { JSX } from 'preact';
import type { MandateList } from '../../client/views.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import type { IconName } from './icon.tsx';
import { Mark, type Tone } from './mark.tsx';
import { Moment } from './moment.tsx';
import { VoteLink } from './vote-link.tsx';

type Mandate = MandateList['mandates'][number];

const MARKS: Readonly<Record<Mandate['state'], { tone: Tone; icon: IconName }>> = {
  IN_FORCE: { tone: 'good', icon: 'check' },
  ENDED: { tone: 'none', icon: 'clock' },
  REVOKED: { tone: 'bad', icon: 'cross' },
};

/** One standing mandate: for whom, for what, within which limits, by which vote, and the decisions under it. */
export function MandateCard({ mandate }: { mandate: Mandate }): JSX.Element {
  const { t } = useText();
  const { id, state, kind, area, agency, agencyName, largestChange, until, perDay, usedToday, decisions } = mandate;
  const { grantedAt, grantedBy, revokedAt, revokedBy } = mandate;
  return (
    <li class="card pair" id={`mandate-${id}`} data-mandate={id}>
      <h2>{t('mandate.title', { id, kind, area })}</h2>
      <Mark {...MARKS[state]} word={t(`mandate.${state}`)} />
      <div class="full">
        <Facts
          pairs={[
            [
              t('mandate.agency'),
              <a key="agency" href={`/participants/${agency}`}>
                {agencyName ?? t('agency.plain')}
              </a>,
            ],
            [t('mandate.change'), kind === 'routes' ? t('mandate.permille', { change: largestChange }) : largestChange],
            [t('mandate.perDay'), t('mandate.used', { perDay, used: usedToday })],
            [t('mandate.until'), <Moment key="until" at={until} />],
            [
              t('mandate.granted'),
              <>
                <Moment at={grantedAt} /> <VoteLink proposal={grantedBy} word={t('history.vote')} />
              </>,
            ],
            [
              t('mandate.revoked'),
              revokedAt === undefined ? undefined : (
                <>
                  <Moment at={revokedAt} />{' '}
                  {revokedBy !== undefined && <VoteLink proposal={revokedBy} word={t('history.vote')} />}
                </>
              ),
            ],
            [
              t('mandate.decisions'),
              decisions.length === 0
                ? t('mandate.decisions.none')
                : decisions.map((decision, index) => (
                    <>
                      {index > 0 && ', '}
                      <a key={decision} href={`/decisions/${decision}`}>
                        {t('decision.number', { id: decision })}
                      </a>
                    </>
                  )),
            ],
          ]}
        />
        {state === 'IN_FORCE' && (
          <p>
            <a href={`/proposals/new?change=revoke-mandate&mandate=${id}`}>{t('mandate.revoke')}</a>
          </p>
        )}
      </div>
    </li>
  );
}
