import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Hex } from 'viem';
import type { Network } from '../../client/views.ts';
import type { SignerSignature } from '../../protocol/call.ts';
import { node } from '../state/node.ts';
import type { SignStep } from '../workers/sign-messages.ts';
import { signSubject } from '../workers/sign-worker.ts';
import { type Subject, signerAccount } from '../workers/subject.ts';
import { Icon } from './icon.tsx';
import { KeyFields } from './key-fields.tsx';
import { SigningSteps } from './signing-steps.tsx';
import { Trouble } from './trouble.tsx';

interface SigningFormProps {
  /** What is signed; without it the button waits. */
  subject: Subject | undefined;
  network: Network;
  action: string;
  /** Told the public key of the chosen key file, so that the form can say for whom it signs. */
  onKey?: (publicKey: Hex | undefined) => void;
  /** Hands the signature over; what it throws is shown here. */
  send: (signature: SignerSignature) => Promise<void>;
}

/** Opens a key file and signs, in a worker of this tab. Only the signature is sent. */
export function SigningForm({ subject, network, action, onKey, send }: SigningFormProps): JSX.Element {
  const file = useRef<HTMLInputElement>(null);
  const passphraseField = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState<SignStep | 'sending' | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);

  const sign = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    const field = passphraseField.current;
    if (chosen === undefined || field === null || subject === undefined) return;
    setError(undefined);
    setStep('opening');
    try {
      const passphrase = field.value;
      field.value = '';
      const keys = await node.accountKeys(signerAccount(subject));
      const usable = keys.signers.filter(({ isUsable }) => isUsable).map(({ signer }) => signer);
      const { chainId, contracts } = network;
      const keyFile = await chosen.text();
      const question = { keyFile, passphrase, subject, chainId, contracts, signers: usable };
      const signature = await signSubject(question, setStep);
      setStep('sending');
      await send(signature);
    } catch (problem) {
      setError(problem);
    }
    setStep(undefined);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <KeyFields file={file} passphrase={passphraseField} network={network} onKey={onKey} />
      <button class="button main-action" type="submit" disabled={step !== undefined || subject === undefined}>
        <Icon name="pen" />
        {action}
      </button>
      <div aria-live="polite">
        {step !== undefined && <SigningSteps step={step} />}
        {error !== undefined && <Trouble error={error} />}
      </div>
    </form>
  );
}
