import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { type CompiledPolicy, compilePolicy } from '../../protocol/policy/compile.ts';
import { publishPolicyCall } from '../../protocol/policy/governing-calls.ts';
import { type DraftFields, draftDocument } from '../policy-draft.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { CompiledWords } from './compiled-words.tsx';
import { DraftForm } from './draft-form.tsx';
import { DraftSeatbelt } from './draft-seatbelt.tsx';
import { Propose } from './propose.tsx';
import { Trouble } from './trouble.tsx';

type Compiled = { policy: CompiledPolicy } | { error: unknown };

const year = 365 * 86_400;
const day = 86_400;

/** The steps from a filled form to a proposal; what the policy enforces is compiled here while it is written. */
export function Drafting({ city, voted }: { city: City; voted: readonly string[] }): JSX.Element {
  const { t } = useText();
  const { network, names, seated } = city;
  const [fields, setFields] = useState<DraftFields>(() => ({
    template: 'open-data',
    name: 'traffic-counts',
    owner: seated[0]?.account.toLowerCase() ?? '',
    targetKind: 'dataset',
    target: 'traffic-counts',
    reviewBy: Math.floor(network.time / day) * day + year,
    purposes: [],
  }));
  /** The document as its author changed it by hand; the form stands aside then. */
  const [byHand, setByHand] = useState<string | undefined>(undefined);
  const written = byHand ?? documentText(fields);
  const compiled = useMemo(() => compile(written, voted), [written, voted]);
  const calls = useMemo(
    () => ('policy' in compiled ? [publishPolicyCall(network.contracts.policyRegistry, compiled.policy)] : []),
    [compiled, network],
  );
  return (
    <ol class="steps">
      <li>
        <h2>{t('draft.form')}</h2>
        {byHand === undefined ? (
          <DraftForm fields={fields} agencies={seated} voted={voted} onChange={setFields} />
        ) : (
          <p>
            {t('draft.byHand')}{' '}
            <button type="button" class="button" onClick={() => setByHand(undefined)}>
              {t('draft.backToForm')}
            </button>
          </p>
        )}
        <details>
          <summary>{t('draft.document')}</summary>
          <div class="field wide">
            <label for="document">{t('odrl.title')}</label>
            <textarea
              id="document"
              class="code"
              rows={16}
              spellcheck={false}
              value={written}
              onInput={({ currentTarget }) => setByHand(currentTarget.value)}
            />
            <p class="hint">{t('draft.document.hint')}</p>
          </div>
        </details>
      </li>
      <li>
        <h2>{t('draft.compiled')}</h2>
        <div aria-live="polite">
          {'policy' in compiled ? (
            <CompiledWords policy={compiled.policy} names={names} />
          ) : (
            <Trouble error={compiled.error} />
          )}
        </div>
      </li>
      {'policy' in compiled && (
        <li>
          <h2>{t('seatbelt.title')}</h2>
          <DraftSeatbelt key={compiled.policy.digest} calls={calls} names={names} />
        </li>
      )}
      {'policy' in compiled && (
        <li>
          <h2>{t('propose.title')}</h2>
          <Propose city={city} calls={calls} content={[compiled.policy.document.canonical]} />
        </li>
      )}
    </ol>
  );
}

function documentText(fields: DraftFields): string {
  return JSON.stringify(draftDocument(fields), undefined, 2);
}

function compile(written: string, voted: readonly string[]): Compiled {
  try {
    return { policy: compilePolicy(written, new Set(voted)) };
  } catch (error) {
    return { error };
  }
}
