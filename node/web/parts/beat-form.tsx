import type { JSX } from 'preact';
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import { bytesToHex } from 'viem';
import type { DecisionView } from '../../client/views.ts';
import { energyHours } from '../court-words.ts';
import { forgetClaim, type KeptClaim, keepClaim, readKeptClaim } from '../kept-claim.ts';
import { store } from '../state/store.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import type { CourtQuestion, ScoredSample } from '../workers/court-messages.ts';
import { askCourt } from '../workers/court-worker.ts';
import { CourtForm } from './court-form.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

interface BeatFormProps {
  decision: DecisionView;
  city: City;
  /** Under which a begun claim is kept. */
  place: string;
}

const searchSeconds = 30;

/** A better sample, from a file or searched for here, scored in this tab first; then claimed. A begun claim goes on. */
export function BeatForm({ decision, city, place }: BeatFormProps): JSX.Element {
  const { t } = useText();
  const begun = useMemo(() => readKeptClaim(store(), place), [place]);
  const [scored, setScored] = useState<ScoredSample | undefined>(undefined);
  const [left, setLeft] = useState(false);
  const salt = useMemo(() => bytesToHex(crypto.getRandomValues(new Uint8Array(32))), []);
  const isBetter = scored !== undefined && scored.energy < scored.standing;
  if (begun !== undefined && !left) {
    return (
      <>
        <p>{t('beat.goOn')}</p>
        <Claiming decision={decision} city={city} place={place} claim={begun} />
        <button
          type="button"
          class="button"
          onClick={() => {
            forgetClaim(store(), place);
            setLeft(true);
          }}
        >
          {t('beat.forget')}
        </button>
      </>
    );
  }
  return (
    <>
      <p>{t('beat.lead')}</p>
      <Finding decision={decision} onScored={setScored} />
      {scored !== undefined && <Verdict scored={scored} />}
      {isBetter && (
        <>
          <p>{t('beat.how')}</p>
          <Claiming
            key={scored.sample}
            decision={decision}
            city={city}
            place={place}
            claim={{ sample: scored.sample, salt, energy: String(scored.energy) }}
          />
        </>
      )}
    </>
  );
}

type ClaimToMake = Pick<KeptClaim, 'sample' | 'salt' | 'energy'>;

function Claiming({ decision, city, place, claim }: BeatFormProps & { claim: ClaimToMake }): JSX.Element {
  const { t } = useText();
  const { sample, salt } = claim;
  return (
    <CourtForm
      city={city}
      action={t('beat.claim')}
      question={{ decisionId: decision.id, kind: 'challenge', sample, salt }}
      onStart={(account) => keepClaim(store(), place, { ...claim, account })}
      onEnd={() => forgetClaim(store(), place)}
    />
  );
}

/** Two ways to a sample: a file, or the search of the operators' solver in this tab. */
function Finding({
  decision,
  onScored,
}: {
  decision: DecisionView;
  onScored: (scored: ScoredSample | undefined) => void;
}): JSX.Element {
  const { t } = useText();
  const id = useId();
  const stop = useRef<AbortController | undefined>(undefined);
  const [state, setState] = useState<{ done?: number; error?: unknown; isSearched?: boolean } | undefined>(undefined);
  const isBusy = state !== undefined && state.error === undefined && state.isSearched !== true;

  const ask = async (question: CourtQuestion): Promise<void> => {
    stop.current = new AbortController();
    onScored(undefined);
    setState({});
    try {
      await askCourt(
        question,
        (news) => {
          if (news.kind === 'scored') onScored(news.scored);
          if (news.kind === 'searching') setState({ done: news.done });
        },
        stop.current.signal,
      );
      setState(question.kind === 'search' ? { isSearched: true } : undefined);
    } catch (error) {
      setState({ error });
    }
  };
  const search = (): Promise<void> => {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    return ask({ decisionId: decision.id, kind: 'search', seconds: searchSeconds, seed });
  };
  return (
    <>
      <div class="field">
        <label for={id}>{t('beat.file')}</label>
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          disabled={isBusy}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined)
              void file.text().then((text) => ask({ decisionId: decision.id, kind: 'score', file: text }));
          }}
        />
        <p class="hint">{t('beat.file.hint')}</p>
      </div>
      <p class="row">
        <button type="button" class="button" disabled={isBusy} onClick={() => void search()}>
          {t('beat.search', { seconds: searchSeconds })}
        </button>
        {isBusy && (
          <button type="button" class="button" onClick={() => stop.current?.abort()}>
            {t('beat.stop')}
          </button>
        )}
      </p>
      <div aria-live="polite">
        {isBusy && <Waiting word={t('beat.working')} {...(state.done === undefined ? {} : { done: state.done })} />}
        {state?.isSearched === true && <p class="quiet">{t('beat.searched')}</p>}
        {state?.error !== undefined && <Trouble error={state.error} />}
      </div>
    </>
  );
}

function Verdict({ scored: { energy, standing } }: { scored: ScoredSample }): JSX.Element {
  const text = useText();
  const values = {
    hours: energyHours(energy, text),
    standing: energyHours(standing, text),
    saved: energyHours(standing - energy, text),
  };
  const isBetter = energy < standing;
  return (
    <p class={isBetter ? 'notice good' : 'notice'} role="status" data-scored={isBetter ? 'better' : 'no-better'}>
      {text.t(isBetter ? 'beat.better' : 'beat.noBetter', values)}
    </p>
  );
}
