import type { JSX } from 'preact';
import { Changing } from '../parts/changing.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { node } from '../state/node.ts';
import { useCity } from '../state/use-city.ts';
import { usePurposes } from '../state/use-purposes.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** An agency proposes something other than a policy: a mandate, a purpose, a seat, a role. `query` may name it. */
export function Change({ query }: { query: string }): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const purposes = usePurposes();
  const mandates = useResource('mandates', async () => (await node.mandates()).mandates);
  const failed = [city, purposes, mandates].find(({ state }) => state === 'failed');
  return (
    <>
      <h1>{t('change.title')}</h1>
      <p class="lead">{t('change.lead')}</p>
      {failed?.state === 'failed' && <Trouble error={failed.error} retry={failed.reload} />}
      {city.state === 'ready' && purposes.state === 'ready' && mandates.state === 'ready' ? (
        <Changing
          city={city.value}
          voted={purposes.value}
          mandates={mandates.value}
          asked={new URLSearchParams(query)}
        />
      ) : (
        failed === undefined && <Waiting word={t('loading')} />
      )}
    </>
  );
}
