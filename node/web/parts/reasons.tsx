import type { JSX } from 'preact';
import type { Reason } from '../../protocol/problems/routes/reasons.ts';
import type { PlanEvidence } from '../evidence.ts';
import { formatNumber } from '../format.ts';
import { useText } from '../text.ts';

/** Why this plan: whom it moves, which roads get lighter, and which pay for it. */
export function Reasons({ plan }: { plan: PlanEvidence }): JSX.Element {
  const { t } = useText();
  return (
    <section class="section" aria-labelledby="reasons">
      <h2 id="reasons">{t('reasons.title')}</h2>
      <p>{t('reasons.why')}</p>
      <ul>
        {plan.reasons.map((reason) => (
          <ReasonItem key={`${reason.key} ${reason.values.id ?? ''}`} reason={reason} />
        ))}
      </ul>
      <Attribution plan={plan} />
    </section>
  );
}

function ReasonItem({ reason }: { reason: Reason }): JSX.Element {
  const { t, locale } = useText();
  const values = Object.entries(reason.values).map(([name, value]) => [
    name,
    formatNumber(locale, value, digits(name)),
  ]);
  return <li>{t(`reason.${reason.key}`, Object.fromEntries(values))}</li>;
}

/** Minutes are read with decimals, vehicles and crossings whole. */
function digits(name: string): number {
  return name.startsWith('minutes') ? 2 : 0;
}

function Attribution({ plan }: { plan: PlanEvidence }): JSX.Element {
  const { t, locale } = useText();
  return (
    <details>
      <summary>{t('reasons.attribution')}</summary>
      <ul>
        {plan.attribution.map((part) => (
          <li key={part.component}>
            {t('reasons.component', { component: part.component, hours: formatNumber(locale, part.hours, 1) })}
          </li>
        ))}
      </ul>
      <p class="small quiet">
        {t('reasons.solver', {
          name: plan.solver.name,
          seed: plan.solver.seed,
          done: formatNumber(locale, plan.solver.workDone),
          units: formatNumber(locale, plan.solver.workUnits),
        })}
      </p>
    </details>
  );
}
