import type { JSX } from 'preact';
import type { Evidence } from '../evidence.ts';
import { useText } from '../text.ts';
import { Legend } from './legend.tsx';
import { RoadNetwork } from './road-network.tsx';
import { RoadTable } from './road-table.tsx';

/** The road network today, with the plan, and what changes. */
export function Picture({ evidence }: { evidence: Evidence }): JSX.Element {
  const { t } = useText();
  const views = evidence.plan === undefined ? (['today'] as const) : (['today', 'plan', 'change'] as const);
  return (
    <section class="section" aria-labelledby="picture">
      <h2 id="picture">{t('picture.title', { city: evidence.city })}</h2>
      <div class="pictures">
        {views.map((view) => (
          <RoadNetwork
            key={view}
            evidence={evidence}
            view={view}
            caption={t(`view.${view}`)}
            description={t('picture.description', {
              crossings: evidence.crossings.length,
              roads: evidence.roads.length,
            })}
          />
        ))}
      </div>
      <Legend withChange={evidence.plan !== undefined} />
      <p class="small quiet">{t('picture.note')}</p>
      <RoadTable roads={evidence.roads} />
    </section>
  );
}
