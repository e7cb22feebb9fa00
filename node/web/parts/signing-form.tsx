import type { JSX } from 'preact';
import type { Hex } from 'viem';
import type { Network } from '../../client/views.ts';
import type { SignerSignature } from '../../protocol/call.ts';
import { node } from '../state/node.ts';
import type { OpenKeys } from '../workers/sign-worker.ts';
import { type Subject, signerAccount } from '../workers/subject.ts';
import { KeyForm } from './key-form.tsx';

interface SigningFormProps {
  /** What is signed; without it the button waits. */
  subject: Subject | undefined;
  network: Network;
  action: string;
  /** Told the public key of the chosen key file, so that the form can say for whom it signs. */
  onKey?: (publicKey: Hex | undefined) => void;
  /** Hands the signature over, while the keys are still open for a text that goes with it; what it throws is shown here. */
  send: (signature: SignerSignature, keys: OpenKeys) => Promise<void>;
}

/** Opens a key file and signs, in a worker of this tab. Only the signature is sent. */
export function SigningForm({ subject, network, action, onKey, send }: SigningFormProps): JSX.Element {
  const use = async (keys: OpenKeys, onStep: (step: 'sending') => void): Promise<void> => {
    if (subject === undefined) return;
    const { chainId, contracts } = network;
    const { signers } = await node.accountKeys(signerAccount(subject));
    const usable = signers.filter(({ isUsable }) => isUsable).map(({ signer }) => signer);
    const signature = await keys.signSubject({ subject, chainId, contracts, signers: usable });
    onStep('sending');
    await send(signature, keys);
  };
  return (
    <KeyForm
      environment={network.environment}
      action={action}
      isReady={subject !== undefined}
      use={use}
      {...(onKey === undefined ? {} : { onKey })}
    />
  );
}
