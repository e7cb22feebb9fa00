import type { JSX } from 'preact';
import type { TakenSnapshot } from '../../client/views.ts';
import { formatNumber } from '../format.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';

/** What the operators will see of the city, and nothing else. */
export function SnapshotFacts({ snapshot }: { snapshot: TakenSnapshot }): JSX.Element {
  const { t, locale } = useText();
  const { cid, takenAt, simulated, summary } = snapshot;
  return (
    <>
      <p>
        {t('snapshot.content', {
          nodes: formatNumber(locale, summary.nodes),
          links: formatNumber(locale, summary.links),
          trips: formatNumber(locale, summary.trips),
          pairs: formatNumber(locale, summary.pairs),
        })}
      </p>
      <Facts
        pairs={[
          [t('snapshot.takenAt'), <Moment key="takenAt" at={takenAt} />],
          [t('snapshot.source'), t(simulated ? 'snapshot.simulated' : 'snapshot.measured')],
          [t('ids.snapshot'), <Hash key="cid" value={cid} label={t('ids.snapshot')} />],
        ]}
      />
    </>
  );
}
