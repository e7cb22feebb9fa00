import type { JSX } from 'preact';
import { useText } from '../text.ts';

/** A policy's document as it was written, folded. */
export function Odrl({ document }: { document: unknown }): JSX.Element {
  const { t } = useText();
  return (
    <details>
      <summary>{t('odrl.title')}</summary>
      <p class="small quiet">{t('odrl.note')}</p>
      <pre class="raw">{JSON.stringify(document, undefined, 2)}</pre>
    </details>
  );
}
