import type { JSX } from 'preact';
import { AccountChoice } from '../parts/account-choice.tsx';
import { BallotsToCast } from '../parts/ballots-to-cast.tsx';
import { KeyChanges } from '../parts/key-changes.tsx';
import { MyBallots } from '../parts/my-ballots.tsx';
import { MyKeys } from '../parts/my-keys.tsx';
import { OpenQuestions } from '../parts/open-questions.tsx';
import { PendingCalls } from '../parts/pending-calls.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { isMoving } from '../proposal-words.ts';
import { participantOf } from '../signer-account.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useAccount } from '../state/use-account.ts';
import { useCity } from '../state/use-city.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** What waits for the reader: ballots to cast, calls to sign; and what they hold: keys, ballots cast. */
export function Desk(): JSX.Element {
  const { t } = useText();
  const [account, choose] = useAccount();
  const city = useCity();
  const waiting = useResource('desk', async () => {
    const [{ proposals }, { calls }] = await Promise.all([node.proposals(), node.calls({ status: 'pending' })]);
    return { proposals, calls };
  });
  useNetworkEvents((event) => {
    if (event.event === 'call' || event.event === 'proposal') waiting.reload();
    if (event.event === 'block' && waiting.state === 'ready' && waiting.value.proposals.some(isMoving))
      waiting.reload();
  });
  const failed = [city, waiting].find(({ state }) => state === 'failed');
  const isReady = city.state === 'ready' && waiting.state === 'ready';
  const mine = city.state === 'ready' ? participantOf(city.value.participants, account) : undefined;
  return (
    <>
      <h1>{t('desk.title')}</h1>
      <p class="lead">{t('desk.lead')}</p>
      {failed?.state === 'failed' && <Trouble error={failed.error} retry={failed.reload} />}
      {failed === undefined && !isReady && <Waiting word={t('loading')} />}
      {city.state === 'ready' && waiting.state === 'ready' && (
        <>
          <AccountChoice
            label={t('desk.who')}
            accounts={city.value.participants}
            chosen={mine}
            onChoose={(chosen) => choose(chosen?.account)}
            none={t('desk.everybody')}
          />
          {mine !== undefined && <KeyChanges mine={mine} />}
          <BallotsToCast proposals={waiting.value.proposals} city={city.value} mine={mine} />
          <PendingCalls calls={waiting.value.calls} city={city.value} mine={mine} />
          <OpenQuestions mine={mine} environment={city.value.network.environment} />
          {mine !== undefined && <MyBallots proposals={waiting.value.proposals} city={city.value} mine={mine} />}
          <MyKeys mine={mine} />
        </>
      )}
    </>
  );
}
