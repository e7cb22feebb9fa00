import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Hex } from 'viem';
import type { SignStep } from '../workers/sign-messages.ts';
import { type OpenKeys, openKeys } from '../workers/sign-worker.ts';
import { Icon } from './icon.tsx';
import { KeyFields } from './key-fields.tsx';
import { SigningSteps } from './signing-steps.tsx';
import { Trouble } from './trouble.tsx';

interface KeyFormProps {
  environment: string;
  action: string;
  /** While false, the button waits. */
  isReady: boolean;
  /** Told the public key of the chosen key file, so that the form can say for whom it signs. */
  onKey?: (publicKey: Hex | undefined) => void;
  /** Uses the opened keys, which are closed afterwards; what it throws is shown here. */
  use: (keys: OpenKeys, onStep: (step: SignStep | 'sending') => void) => Promise<void>;
}

/** Opens a key file in a worker of this tab. The keys are there while `use` runs, and gone then. */
export function KeyForm({ environment, action, isReady, onKey, use }: KeyFormProps): JSX.Element {
  const file = useRef<HTMLInputElement>(null);
  const passphraseField = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState<SignStep | 'sending' | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);

  const run = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    const field = passphraseField.current;
    if (chosen === undefined || field === null || !isReady) return;
    setError(undefined);
    setStep('opening');
    let keys: OpenKeys | undefined;
    try {
      const passphrase = field.value;
      field.value = '';
      keys = await openKeys({ keyFile: await chosen.text(), passphrase }, setStep);
      await use(keys, setStep);
    } catch (problem) {
      setError(problem);
    } finally {
      keys?.close();
    }
    setStep(undefined);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <KeyFields file={file} passphrase={passphraseField} environment={environment} onKey={onKey} />
      <button class="button main-action" type="submit" disabled={step !== undefined || !isReady}>
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
