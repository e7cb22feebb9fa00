import type { JSX } from 'preact';
import { Asking } from '../parts/asking.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** An agency asks for a decision: question, snapshot, what is signed, signature, what becomes of it. */
export function RequestPlace(): JSX.Element {
  const { t } = useText();
  const who = useResource('request', async () => {
    const [network, { participants }] = await Promise.all([node.network(), node.participants()]);
    return { network, participants: participants.filter(({ status }) => status === 'ACTIVE') };
  });
  return (
    <>
      <h1>{t('request.title')}</h1>
      <p class="lead">{t('request.lead')}</p>
      {who.state === 'loading' && <Waiting word={t('loading')} />}
      {who.state === 'failed' && <Trouble error={who.error} retry={who.reload} />}
      {who.state === 'ready' && <Asking {...who.value} />}
    </>
  );
}
