import type { JSX } from 'preact';
import type { ProposalView } from '../../client/views.ts';
import { type MessageKey, useText } from '../text.ts';
import { Icon } from './icon.tsx';
import { Moment } from './moment.tsx';

interface Step {
  key: MessageKey;
  at: number | undefined;
  isDone: boolean;
}

/** What happened to a proposal and what comes, with times. */
export function ProposalTimeline({ proposal, now }: { proposal: ProposalView; now: number }): JSX.Element {
  const { t } = useText();
  return (
    <section class="section" aria-labelledby="timeline">
      <h2 id="timeline">{t('timeline.title')}</h2>
      <ol class="timeline">
        {stepsOf(proposal, now).map(({ key, at, isDone }) => (
          <li key={key} class={isDone ? 'done' : 'open'}>
            <Icon name={isDone ? 'check' : 'clock'} />
            <span>
              <strong>{t(key)}</strong> <span class="quiet">{isDone ? '' : `(${t('timeline.open')})`}</span>
              <br />
              {at === undefined ? t('timeline.notKnown') : <Moment at={at} />}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function stepsOf(
  { state, createdAt, voteStart, voteEnd, eta, executedAt, canceledAt }: ProposalView,
  now: number,
): Step[] {
  const passed = (at: number): boolean => at < now;
  const voting: Step[] = [
    { key: 'timeline.proposed', at: createdAt, isDone: true },
    { key: 'timeline.voteStart', at: voteStart, isDone: passed(voteStart) },
  ];
  if (state === 'CANCELED') return [...voting, { key: 'timeline.canceled', at: canceledAt, isDone: true }];
  const ended: Step = { key: 'timeline.voteEnd', at: voteEnd, isDone: state !== 'PENDING' && state !== 'ACTIVE' };
  if (state === 'DEFEATED') return [...voting, { ...ended, key: 'timeline.defeated' }];
  const isExecuted = executedAt !== undefined;
  return [
    ...voting,
    ended,
    { key: 'timeline.eta', at: eta, isDone: isExecuted || (eta !== undefined && passed(eta)) },
    { key: 'timeline.executed', at: executedAt, isDone: isExecuted },
  ];
}
