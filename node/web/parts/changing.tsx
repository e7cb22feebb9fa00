import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { MandateList } from '../../client/views.ts';
import type { Call } from '../../protocol/call.ts';
import { CHANGES, type ChangeFields, changeCall } from '../change-draft.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { CallsInWords } from './calls-in-words.tsx';
import { ChangeForm } from './change-form.tsx';
import { DraftSeatbelt } from './draft-seatbelt.tsx';
import { Propose } from './propose.tsx';
import { Trouble } from './trouble.tsx';

interface ChangingProps {
  city: City;
  voted: readonly string[];
  mandates: MandateList['mandates'];
  /** May name the change (`change`) and the mandate (`mandate`). */
  asked: URLSearchParams;
}

type Made = { call: Call } | { error: unknown };

const day = 86_400;
const daysAhead = 90;

/** The steps from a filled form to a proposal. */
export function Changing({ city, voted, mandates, asked }: ChangingProps): JSX.Element {
  const { t } = useText();
  const { network, names, seated } = city;
  const [fields, setFields] = useState<ChangeFields>(() => ({
    change: CHANGES.find((name) => name === asked.get('change')) ?? 'grant-mandate',
    account: seated[0]?.account ?? '',
    area: mandates[0]?.area ?? '',
    largestChange: '100',
    perDay: '1',
    until: (Math.floor(network.time / day) + daysAhead) * day,
    mandate: asked.get('mandate') ?? '',
    purpose: '',
    role: 'REGISTRAR',
  }));
  const made = useMemo(() => make(city, fields), [city, fields]);
  const calls = useMemo(() => ('call' in made ? [made.call] : []), [made]);
  return (
    <ol class="steps">
      <li>
        <h2>{t('change.form')}</h2>
        <ChangeForm fields={fields} city={city} voted={voted} mandates={mandates} onChange={setFields} />
      </li>
      <li>
        <h2>{t('does.title')}</h2>
        <div aria-live="polite">
          {'error' in made ? (
            <Trouble error={made.error} />
          ) : (
            <div class="words">
              <CallsInWords account={network.contracts.timelock} calls={calls} network={network} names={names} />
            </div>
          )}
        </div>
      </li>
      {'call' in made && (
        <>
          <li>
            <h2>{t('seatbelt.title')}</h2>
            <DraftSeatbelt key={made.call.data} calls={calls} names={names} />
          </li>
          <li>
            <h2>{t('propose.title')}</h2>
            <Propose city={city} calls={calls} />
          </li>
        </>
      )}
    </ol>
  );
}

function make({ network }: City, fields: ChangeFields): Made {
  try {
    return { call: changeCall(network.contracts, fields) };
  } catch (error) {
    return { error };
  }
}
