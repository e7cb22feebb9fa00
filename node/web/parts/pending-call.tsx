import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Network, PendingCall } from '../../client/views.ts';
import { batchFromJson } from '../../protocol/call-json.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { CallWords } from './call-words.tsx';
import { Mark } from './mark.tsx';
import { SigningForm } from './signing-form.tsx';

interface PendingCallProps {
  call: PendingCall;
  network: Network;
  names: ReadonlyMap<string, string>;
}

/** One call that waits: in words, who signed or refused, and a place to sign. */
export function PendingCallCard({ call, network, names }: PendingCallProps): JSX.Element {
  const { t } = useText();
  const [isSigned, setSigned] = useState(false);
  const { account, calls, nonce, deadline, threshold, signatures, refusals, digest } = call;
  const { batch } = batchFromJson({ account, calls, nonce, deadline, signatures: [] });
  return (
    <li class="card stack">
      <h2>{t('desk.call', { account: names.get(account.toLowerCase()) ?? t('desk.account') })}</h2>
      <p>
        <Mark tone="wait" icon="pen" word={t('desk.signed', { count: signatures.length, threshold })} />
      </p>
      {refusals.map(({ signer, check }) => (
        <p key={signer}>
          <Mark tone="bad" icon="cross" word={t('desk.refused', { check })} />
        </p>
      ))}
      <CallWords batch={batch} network={network} names={names} />
      {isSigned ? (
        <p role="status">{t('desk.thanks')}</p>
      ) : (
        <details>
          <summary>{t('desk.sign')}</summary>
          <SigningForm
            subject={{ kind: 'batch', batch }}
            network={network}
            action={t('desk.signAction')}
            send={async (signature) => {
              await node.addSignature(digest, signature);
              setSigned(true);
            }}
          />
        </details>
      )}
    </li>
  );
}
