import type { JSX } from 'preact';
import type { Road } from '../evidence.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { useText } from '../text.ts';

/** The picture in numbers: vehicles an hour on every road, today and with the plan. */
export function RoadTable({ roads }: { roads: readonly Road[] }): JSX.Element {
  const { t, locale } = useText();
  const withPlan = roads.some((road) => road.plan !== undefined);
  return (
    <details>
      <summary>{t('picture.table', { count: roads.length })}</summary>
      <section class="table-wrap" aria-label={t('picture.table', { count: roads.length })} {...focusable}>
        <table>
          <caption>{t('picture.unit')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('road.name')}</th>
              <th scope="col" class="number">
                {t('road.capacity')}
              </th>
              <th scope="col" class="number">
                {t('view.today')}
              </th>
              {withPlan && (
                <>
                  <th scope="col" class="number">
                    {t('view.plan')}
                  </th>
                  <th scope="col" class="number">
                    {t('view.change')}
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {roads.map((road) => (
              <tr key={`${road.from}-${road.to}`}>
                <th scope="row">{t('road.fromTo', { from: road.from, to: road.to })}</th>
                <td class="number">{formatNumber(locale, road.capacity)}</td>
                <td class="number">{formatNumber(locale, road.today)}</td>
                {road.plan !== undefined && (
                  <>
                    <td class="number">{formatNumber(locale, road.plan)}</td>
                    <td class="number">{formatPercent(locale, (road.plan - road.today) / Math.max(road.today, 1))}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** A region that scrolls must be reachable by keyboard (WCAG 2.1.1). */
const focusable = { tabIndex: 0 } as const;
