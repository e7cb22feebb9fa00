import type { JSX } from 'preact';
import type { Names } from '../call-sentence.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { PolicyCard } from './policy-card.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

/** The policies in force, overdue ones first, then those that were retired. */
export function PolicyList({ names }: { names: Names }): JSX.Element {
  const { t } = useText();
  const list = useResource('policies', async () => (await node.policies()).policies);
  useNetworkEvents((event) => {
    if (event.event === 'proposal' && event.data.state === 'EXECUTED') list.reload();
  });
  const all = list.state === 'ready' ? list.value : [];
  const inForce = all.filter(({ state }) => state === 'PUBLISHED');
  const retired = all.filter(({ state }) => state === 'RETIRED');
  inForce.sort((a, b) => Number(b.isOverdue) - Number(a.isOverdue) || a.id - b.id);
  return (
    <section class="section" aria-labelledby="policies">
      <h2 id="policies">{t('policies.inForce')}</h2>
      {list.state === 'loading' && <Waiting word={t('loading')} />}
      {list.state === 'failed' && <Trouble error={list.error} retry={list.reload} />}
      {list.state === 'ready' && inForce.length === 0 && <p>{t('policies.none')}</p>}
      <ul class="cards">
        {inForce.map((policy) => (
          <PolicyCard key={policy.id} policy={policy} names={names} />
        ))}
      </ul>
      {retired.length > 0 && (
        <details>
          <summary>{t('policies.retired', { count: retired.length })}</summary>
          <ul class="cards">
            {retired.map((policy) => (
              <PolicyCard key={policy.id} policy={policy} names={names} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
