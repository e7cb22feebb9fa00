import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { Hex } from 'viem';
import { demonstrationEnvironment, demonstrationPassphrase } from '../../protocol/demonstration.ts';
import { publicKeyIn } from '../key-file-field.ts';
import { useText } from '../text.ts';
import type { SignStep } from '../workers/sign-messages.ts';
import { type OpenKeys, openKeys } from '../workers/sign-worker.ts';
import { Icon } from './icon.tsx';
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
  const { t } = useText();
  const id = useId();
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
      <div class="field">
        <label for={`${id}-file`}>{t('key.file')}</label>
        <input
          id={`${id}-file`}
          ref={file}
          type="file"
          accept=".json,application/json"
          required
          onChange={(event) => {
            if (onKey !== undefined) void publicKeyIn(event.currentTarget.files?.[0]).then(onKey);
          }}
        />
        <p class="hint">{t('key.hint')}</p>
      </div>
      <div class="field">
        <label for={`${id}-passphrase`}>{t('key.passphrase')}</label>
        <input id={`${id}-passphrase`} ref={passphraseField} type="password" autocomplete="off" required />
        {environment === demonstrationEnvironment && (
          <p class="hint">{t('key.demo', { passphrase: demonstrationPassphrase })}</p>
        )}
      </div>
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
