import type { JSX } from 'preact';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { StateMark } from './state-mark.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

/** What became of a signed request: a decision, or a call that waits for more signatures. */
export type Handed = { decision: number } | { call: string };

/** Follows a request as the node tells of it. */
export function Following({ handed }: { handed: Handed }): JSX.Element {
  const { t } = useText();
  if ('decision' in handed) return <FollowedDecision id={handed.decision} />;
  return (
    <p>
      {t('follow.waits')} <a href="/desk">{t('place.desk')}</a>
    </p>
  );
}

function FollowedDecision({ id }: { id: number }): JSX.Element {
  const { t } = useText();
  const decision = useResource(`decision ${id}`, () => node.decision(id));
  useNetworkEvents((event) => {
    if (event.event === 'decision' && event.data.id === id) decision.reload();
  });
  if (decision.state === 'failed') return <Trouble error={decision.error} retry={decision.reload} />;
  if (decision.state === 'loading') return <Waiting word={t('loading')} />;
  const { state } = decision.value;
  return (
    <div aria-live="polite">
      <p>
        <StateMark state={state} /> ·{' '}
        {t(`follow.${state === 'REQUESTED' ? 'solving' : state === 'RECORDED' ? 'window' : 'done'}`)}
      </p>
      {(state === 'REQUESTED' || state === 'RECORDED') && <Waiting word={t('follow.live')} />}
      <p>
        <a class="button" href={`/decisions/${id}`}>
          {t('decision.number', { id })}
        </a>
      </p>
    </div>
  );
}
