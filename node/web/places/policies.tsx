import type { JSX } from 'preact';
import { Changes } from '../parts/changes.tsx';
import { PolicyList } from '../parts/policy-list.tsx';
import { ProposalCard } from '../parts/proposal-card.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { isMoving } from '../proposal-words.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useCity } from '../state/use-city.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** The rules of the city: what is proposed, what is in force, what changed and by which vote. */
export function Policies(): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const list = useResource('proposals', async () => (await node.proposals()).proposals);
  useNetworkEvents((event) => {
    if (event.event === 'proposal') list.reload();
    if (event.event === 'block' && list.state === 'ready' && list.value.some(isMoving)) list.reload();
  });
  const isReady = city.state === 'ready' && list.state === 'ready';
  const failed = [city, list].find(({ state }) => state === 'failed');
  return (
    <>
      <h1>{t('policies.title')}</h1>
      <p class="lead">{t('policies.lead')}</p>
      <p class="row">
        <a class="button main-action" href="/policies/new">
          {t('policies.draft')}
        </a>
        <a class="button" href="/proposals/new">
          {t('policies.change')}
        </a>
        <a class="button" href="/mandates">
          {t('place.mandates')}
        </a>
        <a class="button" href="/why">
          {t('policies.why')}
        </a>
      </p>
      {failed?.state === 'failed' && <Trouble error={failed.error} retry={failed.reload} />}
      {failed === undefined && !isReady && <Waiting word={t('loading')} />}
      {city.state === 'ready' && list.state === 'ready' && (
        <section class="section" aria-labelledby="proposals">
          <h2 id="proposals">{t('policies.proposals')}</h2>
          {list.value.length === 0 && <p>{t('policies.noProposal')}</p>}
          <ul class="cards">
            {list.value.map((proposal) => (
              <ProposalCard
                key={proposal.id}
                proposal={proposal}
                network={city.value.network}
                names={city.value.names}
              />
            ))}
          </ul>
        </section>
      )}
      {city.state === 'ready' && <PolicyList names={city.value.names} />}
      {city.state === 'ready' && list.state === 'ready' && <Changes proposals={list.value} city={city.value} />}
    </>
  );
}
