import type { JSX, RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { useText } from '../text.ts';

/** An optional block hash that the reader got elsewhere: without it nobody can tell one city's ledger from a forged one. */
export function AnchorField({ field }: { field: RefObject<HTMLInputElement | null> }): JSX.Element {
  const { t } = useText();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('anchor.label')}</label>
      <input id={id} ref={field} type="text" autocomplete="off" spellcheck={false} aria-describedby={`${id}-hint`} />
      <p class="hint" id={`${id}-hint`}>
        {t('anchor.hint')}
      </p>
    </div>
  );
}
