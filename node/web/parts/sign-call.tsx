import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { concatHex, keccak256 } from 'viem';
import type { Network, ParticipantView, PendingCall, TextSubmission } from '../../client/views.ts';
import type { Call } from '../../protocol/call.ts';
import { batchToJson } from '../../protocol/call-json.ts';
import { randomNonce } from '../../protocol/call-nonce.ts';
import type { Names } from '../call-sentence.ts';
import { accountOfKey, participantOf } from '../signer-account.ts';
import { identify } from '../state/identity.ts';
import { node } from '../state/node.ts';
import { useAccount } from '../state/use-account.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { base64Text } from '../workers/base64.ts';
import { AccountChoice } from './account-choice.tsx';
import { CallWords } from './call-words.tsx';
import { SigningForm } from './signing-form.tsx';

interface SignCallProps {
  /** Who may make these calls. */
  accounts: readonly ParticipantView[];
  calls: readonly Call[];
  /** Documents that the calls name by their hashes. */
  content?: readonly Uint8Array[];
  network: Network;
  names: Names;
  action: string;
  /** A text that goes with the calls: kept in the account's name once they are handed in. */
  text?: TextSubmission | undefined;
  /** `textError`: why the text is not kept, although the calls are handed in. */
  onSent: (call: PendingCall, textError?: unknown) => void;
}

/** A signature is asked for and given within this time. */
const callSeconds = 3600;

/** Calls of an account: in words, signed in this tab, handed to the node. The account is known from the key file. */
export function SignCall({
  accounts,
  calls,
  content = [],
  network,
  names,
  action,
  text,
  onSent,
}: SignCallProps): JSX.Element {
  const { t } = useText();
  const [mine, setMine] = useAccount();
  const chosen = participantOf(accounts, mine) ?? (accounts.length === 1 ? accounts[0] : undefined);
  const fingerprint = useMemo(
    () => keccak256(concatHex(calls.map(({ target, data }) => concatHex([target, data])))),
    [calls],
  );
  // The node's clock decides how long a call is valid, so it is asked when the call is made.
  const made = useResource(`batch ${chosen?.account} ${fingerprint}`, async () => {
    if (chosen === undefined) return undefined;
    const deadline = (await node.network()).time + callSeconds;
    return { account: chosen.account, calls, nonce: randomNonce(), deadline };
  });
  const batch = made.state === 'ready' ? made.value : undefined;
  return (
    <>
      <AccountChoice
        label={t('act.account')}
        accounts={accounts}
        chosen={chosen}
        onChoose={(account) => setMine(account?.account)}
        none={t('act.byKey')}
      />
      {batch !== undefined && <CallWords batch={batch} network={network} names={names} />}
      <SigningForm
        subject={batch === undefined ? undefined : { kind: 'batch', batch }}
        network={network}
        action={action}
        onKey={(publicKey) => {
          const account = accountOfKey(accounts, network.contracts.verifier, publicKey);
          if (account !== undefined) setMine(account.account);
        }}
        send={async (signature, keys) => {
          if (batch === undefined) return;
          const author = text === undefined ? undefined : await identify(keys, batch.account);
          const call = batchToJson(batch, [signature]);
          const sent = await node.submitCall({ call, content: content.map(base64Text) });
          try {
            if (text !== undefined) await author?.client.putText(text);
            onSent(sent);
          } catch (textError) {
            onSent(sent, textError);
          }
        }}
      />
    </>
  );
}
