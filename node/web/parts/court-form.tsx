import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Address } from 'viem';
import type { CallBatch } from '../../protocol/call.ts';
import { progressWords } from '../court-words.ts';
import { accountOfKey, participantOf } from '../signer-account.ts';
import { useAccount } from '../state/use-account.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import type { CourtKey, CourtNews, CourtQuestion } from '../workers/court-messages.ts';
import { askCourt } from '../workers/court-worker.ts';
import { AccountChoice } from './account-choice.tsx';
import { CallWords } from './call-words.tsx';
import { Icon } from './icon.tsx';
import { KeyFields } from './key-fields.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

type SignedQuestion = Extract<CourtQuestion, { key: CourtKey }>;
type Unsigned<Question> = Question extends SignedQuestion ? Omit<Question, 'key'> : never;

interface CourtFormProps {
  city: City;
  action: string;
  question: Unsigned<SignedQuestion>;
  /** Before anything is sent. */
  onStart?: (account: Address) => void;
  /** The court has decided. */
  onEnd?: () => void;
}

interface Progress {
  readonly words: readonly string[];
  readonly batches: readonly CallBatch[];
}

/** Several calls before the court, one after the other, signed in a worker of this tab; each is shown in words as it is signed. */
export function CourtForm({ city, action, question, onStart, onEnd }: CourtFormProps): JSX.Element {
  const text = useText();
  const { network, names, participants } = city;
  const accounts = participants.filter(({ status }) => status === 'ACTIVE');
  const [mine, setMine] = useAccount();
  const chosen = participantOf(accounts, mine);
  const file = useRef<HTMLInputElement>(null);
  const passphrase = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<Progress | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const [ended, setEnded] = useState<string | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);

  const hear = (news: CourtNews): void => {
    if (news.kind === 'progress') setProgress((shown) => withWords(shown, progressWords(news.progress, text)));
    if (news.kind === 'step') setProgress((shown) => withWords(shown, text.t(`signing.${news.step}`)));
    if (news.kind === 'signing')
      setProgress((shown) => ({ words: shown?.words ?? [], batches: [...(shown?.batches ?? []), news.batch] }));
  };
  const act = async (): Promise<void> => {
    const keyFile = await file.current?.files?.[0]?.text();
    if (keyFile === undefined || passphrase.current === null || chosen === undefined) return;
    const key: CourtKey = { account: chosen.account, keyFile, passphrase: passphrase.current.value };
    passphrase.current.value = '';
    setError(undefined);
    setProgress(undefined);
    setBusy(true);
    onStart?.(chosen.account);
    try {
      const outcome = await askCourt({ ...question, key }, hear);
      onEnd?.();
      setEnded(outcome);
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  const word = progress?.words.at(-1);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      {ended === undefined && (
        <>
          <AccountChoice
            label={text.t('act.account')}
            accounts={accounts}
            chosen={chosen}
            onChoose={(account) => setMine(account?.account)}
            none={text.t('act.byKey')}
          />
          <KeyFields
            file={file}
            passphrase={passphrase}
            environment={network.environment}
            onKey={(publicKey) => {
              const account = accountOfKey(accounts, network.contracts.verifier, publicKey);
              if (account !== undefined) setMine(account.account);
            }}
          />
          <button class="button main-action" type="submit" disabled={isBusy || chosen === undefined}>
            <Icon name="pen" />
            {action}
          </button>
        </>
      )}
      <div aria-live="polite">
        {isBusy && <Waiting word={word ?? text.t('court.step.reading')} />}
        {ended !== undefined && (
          <p class={isGood(ended, question) ? 'notice good' : 'notice'} role="status" data-ended={ended}>
            {text.t(endWords(ended, question))}
          </p>
        )}
        {error !== undefined && <Trouble error={error} />}
      </div>
      {progress?.batches.map((batch, index) => (
        <details key={index}>
          <summary>{text.t('court.signed', { number: index + 1 })}</summary>
          <CallWords batch={batch} network={network} names={names} />
        </details>
      ))}
    </form>
  );
}

function withWords(shown: Progress | undefined, words: string): Progress {
  return { words: [...(shown?.words ?? []), words], batches: shown?.batches ?? [] };
}

function isGood(ended: string, { kind }: Pick<SignedQuestion, 'kind'>): boolean {
  return kind === 'challenge' ? ended === 'UPHELD' : ended === 'UPHELD' || ended === 'CONFIRMED';
}

function endWords(ended: string, { kind }: Pick<SignedQuestion, 'kind'>) {
  if (kind === 'strike') return ended === 'UPHELD' ? 'strike.struck' : 'strike.confirmed';
  if (ended === 'UPHELD') return 'beat.upheld';
  return ended === 'SUPERSEDED' ? 'beat.superseded' : ended === 'LAPSED' ? 'beat.lapsed' : 'beat.refuted';
}
