import type { JSX } from 'preact';
import { MandateCard } from '../parts/mandate-card.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** The standing mandates: what an agency may have put into effect without another vote, and what it did with it. */
export function Mandates(): JSX.Element {
  const { t } = useText();
  const list = useResource('mandates', () => node.mandates());
  useNetworkEvents((event) => {
    if (event.event === 'decision' || event.event === 'proposal') list.reload();
  });
  return (
    <>
      <h1>{t('mandates.title')}</h1>
      <p class="lead">{t('mandates.lead')}</p>
      <p class="row">
        <a class="button main-action" href="/proposals/new?change=grant-mandate">
          {t('mandates.propose')}
        </a>
      </p>
      {list.state === 'loading' && <Waiting word={t('loading')} />}
      {list.state === 'failed' && <Trouble error={list.error} retry={list.reload} />}
      {list.state === 'ready' && list.value.mandates.length === 0 && <p>{t('mandates.none')}</p>}
      {list.state === 'ready' && (
        <ul class="cards">
          {list.value.mandates.map((mandate) => (
            <MandateCard key={mandate.id} mandate={mandate} />
          ))}
        </ul>
      )}
    </>
  );
}
