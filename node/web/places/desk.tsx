import type { JSX } from 'preact';
import { namesOf } from '../participant-words.ts';
import { PendingCallCard } from '../parts/pending-call.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** What waits for signatures. Whoever holds a key of the account can sign here. */
export function Desk(): JSX.Element {
  const text = useText();
  const { t } = text;
  const desk = useResource('desk', async () => {
    const [network, { participants }, { calls }] = await Promise.all([
      node.network(),
      node.participants(),
      node.calls({ status: 'pending' }),
    ]);
    return { network, participants, calls };
  });
  useNetworkEvents((event) => {
    if (event.event === 'call') desk.reload();
  });
  return (
    <>
      <h1>{t('desk.title')}</h1>
      <p class="lead">{t('desk.lead')}</p>
      {desk.state === 'loading' && <Waiting word={t('loading')} />}
      {desk.state === 'failed' && <Trouble error={desk.error} retry={desk.reload} />}
      {desk.state === 'ready' && desk.value.calls.length === 0 && <p>{t('desk.none')}</p>}
      {desk.state === 'ready' && (
        <ul class="cards">
          {desk.value.calls.map((call) => (
            <PendingCallCard
              key={call.digest}
              call={call}
              network={desk.value.network}
              names={namesOf(desk.value.participants, text)}
            />
          ))}
        </ul>
      )}
      <section class="section" aria-labelledby="later">
        <h2 id="later">{t('desk.keys')}</h2>
        <p>{t('desk.keys.sentence')}</p>
        <p>
          <code>npm run qdt -- --help</code>
        </p>
      </section>
    </>
  );
}
