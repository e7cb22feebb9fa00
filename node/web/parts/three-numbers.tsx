import type { JSX } from 'preact';
import { type Evidence, gapOf, type PlanEvidence, shareOfPossible } from '../evidence.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { useText } from '../text.ts';
import { GapBar } from './gap-bar.tsx';

/** The smallest gap that is written out: 0.01 %. */
const TINY = 0.0001;

/** Today, this plan, the proven best possible; and how much of the possible saving the plan takes. */
export function ThreeNumbers({ evidence, plan }: { evidence: Evidence; plan: PlanEvidence }): JSX.Element {
  const { t, locale } = useText();
  const taken = shareOfPossible(evidence);
  const gap = gapOf(plan);
  return (
    <section class="section" aria-labelledby="numbers">
      <h2 id="numbers">{t('numbers.title')}</h2>
      <dl class="numbers">
        <Figure name={t('numbers.today')} hours={evidence.today} trips={evidence.trips} />
        <Figure name={t('numbers.plan')} hours={plan.hours} trips={evidence.trips} ours />
        <Figure name={t('numbers.bound')} hours={plan.bound} trips={evidence.trips} />
      </dl>
      {taken !== undefined && <GapBar taken={taken} />}
      {gap !== undefined && (
        <p>
          {t(gap < TINY ? 'numbers.gap.tiny' : 'numbers.gap', { gap: formatPercent(locale, Math.max(gap, TINY), 2) })}
        </p>
      )}
      <p class="small">{t('numbers.proof', { proof: t(`proof.${plan.proof}`), solver: plan.solver.name })}</p>
      <p class="small quiet">{t('numbers.note', { trips: formatNumber(locale, evidence.trips) })}</p>
      <details>
        <summary>{t('numbers.more')}</summary>
        <p>{t('numbers.shortest', { hours: formatNumber(locale, evidence.shortestPaths) })}</p>
      </details>
    </section>
  );
}

interface FigureProps {
  name: string;
  hours: number;
  trips: number;
  ours?: boolean;
}

function Figure({ name, hours, trips, ours }: FigureProps): JSX.Element {
  const { t, locale } = useText();
  return (
    <div class={ours === true ? 'ours' : undefined}>
      <dt>{name}</dt>
      <dd>
        <span class="figure">{formatNumber(locale, hours)}</span> {t('unit.vehicleHours')}
        <br />
        <span class="small quiet">
          {t('numbers.perDriver', { minutes: formatNumber(locale, (hours * 60) / trips, 2) })}
        </span>
      </dd>
    </div>
  );
}
