import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { bytesToHex, concatHex, type Hex, sha256, stringToHex } from 'viem';
import type { PendingCall } from '../../client/views.ts';
import type { Call } from '../../protocol/call.ts';
import { proposalIdOf, proposeCall } from '../../protocol/proposal.ts';
import { saveFile } from '../save-file.ts';
import type { City } from '../state/use-city.ts';
import { useText } from '../text.ts';
import { Icon } from './icon.tsx';
import { SignCall } from './sign-call.tsx';
import { TextArea } from './text-area.tsx';

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
  const [reasons, setReasons] = useState('');
  const [sent, setSent] = useState<PendingCall | undefined>(undefined);
  const salt = useMemo(() => bytesToHex(crypto.getRandomValues(new Uint8Array(32))), []);
  const description = reasonsHash(salt, reasons);
  const proposing = useMemo(
    () => [proposeCall(network.contracts.governor, { calls, description })],
    [network, calls, description],
  );
  if (seated.length === 0) return <p>{t('propose.nobody')}</p>;
  if (sent !== undefined) {
    const id = String(proposalIdOf({ calls, description }));
    return (
      <div role="status" class="stack" data-proposed={id}>
        <p class="notice good">{t(sent.status === 'executed' ? 'propose.open' : 'propose.waits')}</p>
        <p class="row">
          <a class="button main-action" href={sent.status === 'executed' ? `/proposals/${id}` : '/desk'}>
            {t(sent.status === 'executed' ? 'propose.toProposal' : 'place.desk')}
          </a>
          {reasons !== '' && (
            <button
              type="button"
              class="button"
              onClick={() =>
                saveFile('reasons.json', 'application/json', JSON.stringify({ salt, reasons, hash: description }))
              }
            >
              <Icon name="download" />
              {t('propose.saveReasons')}
            </button>
          )}
        </p>
      </div>
    );
  }
  return (
    <>
      <p>{t('propose.lead')}</p>
      <TextArea label={t('propose.reasons')} hint={t('propose.reasons.hint')} value={reasons} onWritten={setReasons} />
      <SignCall
        accounts={seated}
        calls={proposing}
        content={content}
        network={network}
        names={names}
        action={t('propose.action')}
        onSent={setSent}
      />
    </>
  );
}

/** As the command line makes it: sha-256 of salt and text. */
function reasonsHash(salt: Hex, reasons: string): Hex {
  return sha256(concatHex([salt, stringToHex(reasons)]));
}
