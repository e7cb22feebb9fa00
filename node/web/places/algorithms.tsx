import type { JSX } from 'preact';
import type { AlgorithmList, ParticipantView } from '../../client/views.ts';
import { AlgorithmCard } from '../parts/algorithm-card.tsx';
import { Moment } from '../parts/moment.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** By which algorithms people sign here, which of them count now, and who relies on which. */
export function Algorithms(): JSX.Element {
  const { t } = useText();
  const found = useResource('algorithms', async () => {
    const [list, { participants }, { time }] = await Promise.all([
      node.algorithms(),
      node.participants(),
      node.network(),
    ]);
    return { list, participants, now: time };
  });
  useNetworkEvents((event) => {
    if (event.event === 'block') found.reload();
  });
  return (
    <>
      <h1>{t('algorithms.title')}</h1>
      <p class="lead">{t('algorithms.lead')}</p>
      {found.state === 'loading' && <Waiting word={t('loading')} />}
      {found.state === 'failed' && <Trouble error={found.error} retry={found.reload} />}
      {found.state === 'ready' && <Shown {...found.value} />}
    </>
  );
}

interface ShownProps {
  list: AlgorithmList;
  participants: readonly ParticipantView[];
  now: number;
}

function Shown({ list: { algorithms, changes }, participants, now }: ShownProps): JSX.Element {
  const { t } = useText();
  const nameOf = (code: string): string => algorithms.find((one) => one.code === code)?.name ?? code;
  return (
    <>
      <ul class="cards">
        {algorithms.map((algorithm) => (
          <AlgorithmCard key={algorithm.code} algorithm={algorithm} participants={participants} now={now} />
        ))}
      </ul>
      <p class="small quiet">{t('algorithms.note')}</p>
      <section class="section" aria-labelledby="algorithm-changes">
        <h2 id="algorithm-changes">{t('algorithms.changes')}</h2>
        <ul>
          {changes.map(({ code, change, at, transactionHash }) => (
            <li key={`${transactionHash} ${code} ${change}`}>
              <Moment at={at} /> · {nameOf(code)}: {t(`algorithmChange.${change}`)}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
