import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { PendingCall } from '../../client/views.ts';
import type { Call } from '../../protocol/call.ts';
import { proposalIdOf, proposeCall } from '../../protocol/proposal.ts';
import { newSalt, saltedHash } from '../../protocol/salted-text.ts';
import { saveFile } from '../save-file.ts';
import type { City } from '../state/use-city.ts';
import { useSaltedText } from '../state/use-salted-text.ts';
import { useText } from '../text.ts';
import { Icon } from './icon.tsx';
import { SignCall } from './sign-call.tsx';
import { TextArea } from './text-area.tsx';
import { Trouble } from './trouble.tsx';

interface ProposeProps {
  city: City;
  /** What is proposed. */
  calls: readonly Call[];
  /** Documents that the calls name. */
  content?: readonly Uint8Array[];
}

/** An agency with a seat puts calls to the vote. Of its reasons only a salted hash goes on the ledger. */
export function Propose({ city, calls, content = [] }: ProposeProps): JSX.Element {
  const { t } = useText();
  const { network, names, seated } = city;
  const words = useSaltedText();
  const [sent, setSent] = useState<{ call: PendingCall; textError?: unknown } | undefined>(undefined);
  const nothing = useMemo(() => saltedHash({ salt: newSalt(), text: '' }), []);
  const description = words.salted?.hash ?? nothing;
  const proposing = useMemo(
    () => [proposeCall(network.contracts.governor, { calls, description })],
    [network, calls, description],
  );
  const id = useMemo(() => String(proposalIdOf({ calls, description })), [calls, description]);
  const title =
    words.salted === undefined
      ? undefined
      : ({
          kind: 'title',
          about: { kind: 'proposal', id },
          text: words.salted.text,
          salt: words.salted.salt,
        } as const);
  if (seated.length === 0) return <p>{t('propose.nobody')}</p>;
  if (sent !== undefined) {
    const isOpen = sent.call.status === 'executed';
    return (
      <div role="status" class="stack" data-proposed={id}>
        <p class="notice good">{t(isOpen ? 'propose.open' : 'propose.waits')}</p>
        <p class="row">
          <a class="button main-action" href={isOpen ? `/proposals/${id}` : '/desk'}>
            {t(isOpen ? 'propose.toProposal' : 'place.desk')}
          </a>
        </p>
        {sent.textError !== undefined && (
          <>
            <p>{t('propose.text.lost')}</p>
            <Trouble error={sent.textError} />
            <button
              type="button"
              class="button"
              onClick={() => saveFile('reasons.json', 'application/json', JSON.stringify(words.salted))}
            >
              <Icon name="download" />
              {t('propose.saveReasons')}
            </button>
          </>
        )}
      </div>
    );
  }
  return (
    <>
      <p>{t('propose.lead')}</p>
      <TextArea
        label={t('propose.reasons')}
        hint={t('propose.reasons.hint')}
        value={words.text}
        onWritten={words.write}
      />
      {words.error !== undefined && <Trouble error={words.error} />}
      <SignCall
        accounts={seated}
        calls={proposing}
        content={content}
        network={network}
        names={names}
        action={t('propose.action')}
        text={title}
        onSent={(call, textError) => setSent({ call, textError })}
      />
    </>
  );
}
