import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { AuditPanel } from '../parts/audit-panel.tsx';
import { AuditedDecision } from '../parts/audited-decision.tsx';
import { ReceiptDrop } from '../parts/receipt-drop.tsx';
import { useText } from '../text.ts';
import type { AuditResult } from '../workers/audit-messages.ts';

/** Checks a receipt file entirely in this browser; works with the network off. */
export function CheckPlace(): JSX.Element {
  const { t } = useText();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [result, setResult] = useState<AuditResult | undefined>(undefined);
  const choose = (chosen: File): void => {
    setResult(undefined);
    setFile(chosen);
  };
  return (
    <>
      <h1>{t('check.title')}</h1>
      <p class="lead">{t('check.lead')}</p>
      <ReceiptDrop onFile={choose} />
      {file !== undefined && (
        <section class="section" aria-labelledby="chosen" key={`${file.name} ${file.lastModified} ${file.size}`}>
          <h2 id="chosen">{t('check.chosen', { name: file.name })}</h2>
          <AuditPanel action={t('check.start')} load={() => file.text()} onResult={setResult} />
          {result !== undefined && <AuditedDecision result={result} />}
        </section>
      )}
      <section class="section" aria-labelledby="terminal">
        <h2 id="terminal">{t('check.terminal')}</h2>
        <p>{t('check.terminal.sentence')}</p>
        <p>
          <code>npm run audit -- receipt.json --offline</code>
        </p>
      </section>
    </>
  );
}
