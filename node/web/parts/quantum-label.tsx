import type { JSX } from 'preact';
import type { PlanEvidence } from '../evidence.ts';
import { useText } from '../text.ts';
import { Mark } from './mark.tsx';

/** What the quantum part added, measured; or plainly that there was none. */
export function QuantumLabel({ quantum }: { quantum: PlanEvidence['quantum'] }): JSX.Element {
  const { t } = useText();
  return (
    <section class="section" aria-labelledby="quantum">
      <h2 id="quantum">{t('quantum.title')}</h2>
      <p>
        <Mark
          tone={quantum.used ? 'good' : 'none'}
          icon={quantum.used ? 'check' : 'dash'}
          word={t(quantum.used ? 'quantum.used' : 'quantum.unused')}
        />
      </p>
      <p>{t(quantum.used ? 'quantum.used.sentence' : 'quantum.unused.sentence')}</p>
      <p class="small quiet">{t('quantum.label', { label: quantum.label })}</p>
    </section>
  );
}
