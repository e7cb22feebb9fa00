import type { JSX } from 'preact';
import { describeError } from '../describe-error.ts';
import { useText } from '../text.ts';

/** An error: what happened, what to do next, and its code for whoever is asked for help. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }): JSX.Element {
  const text = useText();
  const { sentence, advice, code } = describeError(error, text);
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>{sentence}</strong> {advice}
      </p>
      <p class="quiet small">{text.t('error.code', { code })}</p>
      {retry !== undefined && (
        <button type="button" class="button" onClick={retry}>
          {text.t('error.retry')}
        </button>
      )}
    </div>
  );
}
