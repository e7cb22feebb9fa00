import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DecisionView } from '../../client/views.ts';
import { type CourtCase, canBeat, canStrike, caseMark, energyHours, waitsFor } from '../court-words.ts';
import { shorten } from '../format.ts';
import { readKeptClaim } from '../kept-claim.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { store } from '../state/store.ts';
import { type City, useCity } from '../state/use-city.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { BeatForm } from './beat-form.tsx';
import { CourtForm } from './court-form.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

type Act = 'beat' | 'strike';

/** The claims and doubts about a decision, and the two things that anybody enrolled can do about it. */
export function Court({ decision }: { decision: DecisionView }): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const claims = useResource(`claims ${decision.id}`, () => node.claims(decision.id));
  useNetworkEvents((event) => {
    if (event.event === 'decision' && event.data.id === decision.id) claims.reload();
  });
  const place = city.state === 'ready' ? placeOf(city.value, decision.id) : undefined;
  const isBegun = place !== undefined && readKeptClaim(store(), place) !== undefined;
  const [chosen, setChosen] = useState<Act | undefined>(undefined);
  const now = city.state === 'ready' ? city.value.network.time : 0;
  const possible: Act[] = [
    ...(canBeat(decision, now) || isBegun || chosen === 'beat' ? (['beat'] as const) : []),
    ...(canStrike(decision) || chosen === 'strike' ? (['strike'] as const) : []),
  ];
  return (
    <>
      {claims.state === 'failed' && <Trouble error={claims.error} retry={claims.reload} />}
      {claims.state === 'ready' && claims.value.claims.length > 0 && <Claims claims={claims.value.claims} />}
      <div class="no-print">
        {isBegun && chosen === undefined && <p class="notice">{t('beat.begun')}</p>}
        <p class="row">
          {possible.map((act) => (
            <button
              key={act}
              type="button"
              class={act === chosen ? 'button main-action' : 'button'}
              aria-pressed={act === chosen}
              onClick={() => setChosen(act === chosen ? undefined : act)}
            >
              {t(`court.${act}`)}
            </button>
          ))}
        </p>
        {chosen !== undefined && city.state === 'loading' && <Waiting word={t('loading')} />}
        {chosen !== undefined && city.state === 'failed' && <Trouble error={city.error} retry={city.reload} />}
        {chosen === 'beat' && city.state === 'ready' && place !== undefined && (
          <BeatForm decision={decision} city={city.value} place={place} />
        )}
        {chosen === 'strike' && city.state === 'ready' && (
          <>
            <p>{t('strike.lead')}</p>
            <CourtForm city={city.value} action={t('court.strike')} question={strikeOf(decision)} />
          </>
        )}
      </div>
    </>
  );
}

function strikeOf({ id }: DecisionView) {
  return { decisionId: id, kind: 'strike' } as const;
}

/** Tells this decision from those of every other ledger that this browser has seen here. */
function placeOf({ network }: City, id: number): string {
  return `${network.genesisHash}.${id}`;
}

function Claims({ claims }: { claims: readonly CourtCase[] }): JSX.Element {
  const text = useText();
  return (
    <>
      <h3>{text.t('court.claims')}</h3>
      <ul>
        {claims.map((one) => {
          const waits = waitsFor(one, text);
          const name = one.accountName ?? shorten(one.account);
          return (
            <li key={one.id} data-claim={one.id}>
              <Mark {...caseMark(one, text)} />{' '}
              {one.isDoubt || one.energy === undefined
                ? text.t(one.isDoubt ? 'court.doubtBy' : 'court.claimBy', { id: one.id, name })
                : text.t('court.claimOf', { id: one.id, name, hours: energyHours(one.energy, text) })}
              {waits !== undefined && <> · {waits}</>}
              {one.foundEnergy !== undefined && (
                <>
                  {' '}
                  ·{' '}
                  {one.isBroken === true
                    ? text.t('court.foundBroken')
                    : text.t('court.found', { hours: energyHours(one.foundEnergy, text) })}
                </>
              )}{' '}
              · <Moment at={one.closedAt ?? one.openedAt} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
