import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { Network } from '../../client/views.ts';
import type { CallBatch, SignerSignature } from '../../protocol/call.ts';
import { demonstrationEnvironment, demonstrationPassphrase } from '../../protocol/demonstration.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import type { SignStep } from '../workers/sign-messages.ts';
import { signBatch } from '../workers/sign-worker.ts';
import { Icon } from './icon.tsx';
import { SigningSteps } from './signing-steps.tsx';
import { Trouble } from './trouble.tsx';

interface SigningFormProps {
  batch: CallBatch;
  network: Network;
  action: string;
  /** Hands the signature over; what it throws is shown here. */
  send: (signature: SignerSignature) => Promise<void>;
}

/** Opens a key file and signs, in a worker of this tab. Only the signature is sent. */
export function SigningForm({ batch, network, action, send }: SigningFormProps): JSX.Element {
  const { t } = useText();
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const passphraseField = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState<SignStep | 'sending' | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);

  const sign = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    const field = passphraseField.current;
    if (chosen === undefined || field === null) return;
    setError(undefined);
    setStep('opening');
    try {
      const passphrase = field.value;
      field.value = '';
      const keys = await node.accountKeys(batch.account);
      const usable = keys.signers.filter(({ isUsable }) => isUsable).map(({ signer }) => signer);
      const { chainId, contracts } = network;
      const keyFile = await chosen.text();
      const signature = await signBatch({ keyFile, passphrase, batch, chainId, contracts, signers: usable }, setStep);
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
      <div class="field">
        <label for={`${id}-file`}>{t('key.file')}</label>
        <input id={`${id}-file`} ref={file} type="file" accept=".json,application/json" required />
        <p class="hint">{t('key.hint')}</p>
      </div>
      <div class="field">
        <label for={`${id}-passphrase`}>{t('key.passphrase')}</label>
        <input id={`${id}-passphrase`} ref={passphraseField} type="password" autocomplete="off" required />
        {network.environment === demonstrationEnvironment && (
          <p class="hint">{t('key.demo', { passphrase: demonstrationPassphrase })}</p>
        )}
      </div>
      <button class="button main-action" type="submit" disabled={step !== undefined}>
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
