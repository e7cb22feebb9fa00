import type { JSX } from 'preact';
import { Drafting } from '../parts/drafting.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useCity } from '../state/use-city.ts';
import { usePurposes } from '../state/use-purposes.ts';
import { useText } from '../text.ts';

/** An agency drafts a policy, sees what it will and will not enforce, and proposes it. */
export function Draft(): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const purposes = usePurposes();
  const failed = [city, purposes].find(({ state }) => state === 'failed');
  return (
    <>
      <h1>{t('draft.title')}</h1>
      <p class="lead">{t('draft.lead')}</p>
      {failed?.state === 'failed' && <Trouble error={failed.error} retry={failed.reload} />}
      {failed === undefined && !(city.state === 'ready' && purposes.state === 'ready') && (
        <Waiting word={t('loading')} />
      )}
      {city.state === 'ready' && purposes.state === 'ready' && <Drafting city={city.value} voted={purposes.value} />}
    </>
  );
}
