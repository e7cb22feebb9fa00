import type { JSX } from 'preact';
import type { ParticipantView } from '../../client/views.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { KeyChangeNotice } from './key-change-notice.tsx';
import { Trouble } from './trouble.tsx';

/** An announced change of the reader's own keys waits for their objection, or for its time. */
export function KeyChanges({ mine }: { mine: ParticipantView }): JSX.Element | false {
  const { t } = useText();
  const found = useResource(`key change ${mine.account}`, async () => {
    const [{ pending }, { time }] = await Promise.all([node.accountKeys(mine.account), node.network()]);
    return { pending, now: time };
  });
  useNetworkEvents((event) => {
    if (event.event === 'block') found.reload();
  });
  if (found.state === 'failed') return <Trouble error={found.error} retry={found.reload} />;
  if (found.state === 'loading' || found.value.pending === undefined) return false;
  const { pending, now } = found.value;
  return (
    <section class="section" aria-labelledby="key-changes">
      <h2 id="key-changes">{t('desk.keyChanges')}</h2>
      <KeyChangeNotice participant={mine} pending={pending} now={now} onChange={found.reload} />
    </section>
  );
}
