import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { AuditPanel } from './audit-panel.tsx';

/** The checks of one decision: its receipt comes from the node, the checking happens here. */
export function DecisionChecks({ decision }: { decision: DecisionView }): JSX.Element {
  const { t } = useText();
  return (
    <section class="section" aria-labelledby="checks">
      <h2 id="checks">{t('checks.title')}</h2>
      {decision.outcome === undefined ? (
        <p>{t('checks.tooEarly')}</p>
      ) : (
        <>
          <p>{t('checks.lead')}</p>
          <AuditPanel action={t('checks.here')} load={async () => JSON.stringify(await node.receipt(decision.id))} />
        </>
      )}
    </section>
  );
}
