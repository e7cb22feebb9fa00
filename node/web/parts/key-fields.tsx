import type { JSX, RefObject } from 'preact';
import { useId } from 'preact/hooks';
import type { Hex } from 'viem';
import { demonstrationEnvironment, demonstrationPassphrase } from '../../protocol/demonstration.ts';
import { publicKeyIn } from '../key-file-field.ts';
import { useText } from '../text.ts';

interface KeyFieldsProps {
  file: RefObject<HTMLInputElement | null>;
  passphrase: RefObject<HTMLInputElement | null>;
  environment: string;
  /** Told the public key of the chosen key file, so that the form can say for whom it signs. */
  onKey?: ((publicKey: Hex | undefined) => void) | undefined;
}

/** A key file and its passphrase. Neither leaves the tab. */
export function KeyFields({ file, passphrase, environment, onKey }: KeyFieldsProps): JSX.Element {
  const { t } = useText();
  const id = useId();
  return (
    <>
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
        <input id={`${id}-passphrase`} ref={passphrase} type="password" autocomplete="off" required />
        {environment === demonstrationEnvironment && (
          <p class="hint">{t('key.demo', { passphrase: demonstrationPassphrase })}</p>
        )}
      </div>
    </>
  );
}
