import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { shorten } from '../format.ts';
import { useText } from '../text.ts';
import { Icon } from './icon.tsx';

/** A hash, CID, key or address: short to read, whole to copy. `label` says what it is of. */
export function Hash({ value, label, href }: { value: string; label: string; href?: string }): JSX.Element {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  const short = <code title={value}>{shorten(value)}</code>;
  return (
    <span class="hash">
      {href === undefined ? short : <a href={href}>{short}</a>}
      <button type="button" class="copy" aria-label={t('copy.label', { what: label })} onClick={() => void copy()}>
        <Icon name={copied ? 'check' : 'copy'} />
        <span aria-live="polite">{copied ? t('copy.done') : t('copy.do')}</span>
      </button>
    </span>
  );
}
