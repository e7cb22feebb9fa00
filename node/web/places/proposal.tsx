import type { JSX } from 'preact';
import type { ProposalView } from '../../client/views.ts';
import { BallotTable } from '../parts/ballot-table.tsx';
import { ProposalDoes } from '../parts/proposal-does.tsx';
import { ProposalIds } from '../parts/proposal-ids.tsx';
import { ProposalMark } from '../parts/proposal-mark.tsx';
import { ProposalSeatbelt } from '../parts/proposal-seatbelt.tsx';
import { ProposalStep } from '../parts/proposal-step.tsx';
import { ProposalTimeline } from '../parts/proposal-timeline.tsx';
import { ProposalWhen } from '../parts/proposal-when.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Vote } from '../parts/vote.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { WrittenTexts } from '../parts/written-texts.tsx';
import { callsOfProposal, isMoving, proposalTitle } from '../proposal-words.ts';
import { useNetworkEvents } from '../state/network-events.ts';
import { node } from '../state/node.ts';
import { type City, useCity } from '../state/use-city.ts';
import { useNodeTime } from '../state/use-clock.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';

/** One proposal: what it does, who gains and loses, who voted how, and what can be done about it now. */
export function Proposal({ id }: { id: string }): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const proposal = useResource(`proposal ${id}`, () => node.proposal(id));
  useNetworkEvents((event) => {
    const isIt = event.event === 'proposal' && event.data.id === id;
    const isTime = event.event === 'block' && proposal.state === 'ready' && isMoving(proposal.value);
    if (isIt || isTime) proposal.reload();
  });
  if (city.state === 'ready' && proposal.state === 'ready')
    return <ProposalBody proposal={proposal.value} city={city.value} reload={proposal.reload} />;
  const failed = [proposal, city].find(({ state }) => state === 'failed');
  return (
    <>
      <h1>{t('place.proposal')}</h1>
      {failed?.state === 'failed' ? (
        <Trouble error={failed.error} retry={failed.reload} />
      ) : (
        <Waiting word={t('loading')} />
      )}
    </>
  );
}

interface ProposalBodyProps {
  proposal: ProposalView;
  city: City;
  reload: () => void;
}

function ProposalBody({ proposal, city, reload }: ProposalBodyProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const { network, names, seats } = city;
  const now = useNodeTime(network.time);
  const { state, proposer, proposerName } = proposal;
  return (
    <article>
      <p class="row">
        <span class="quiet">{t('place.proposal')}</span>
        <ProposalMark state={state} />
        <a href="#does" class="no-print">
          {t('decision.how')}
        </a>
      </p>
      <h1>{proposalTitle(proposal, network, names, text)}</h1>
      <p class="lead">
        <ProposalWhen proposal={proposal} />
      </p>
      <p>
        {t('proposal.by', { agency: '' })}
        <a href={`/participants/${proposer}`}>{proposerName ?? t('agency.plain')}</a>
      </p>
      <Vote proposal={proposal} city={city} onCast={reload} />
      <ProposalStep proposal={proposal} now={now} onDone={reload} />
      <ProposalDoes calls={callsOfProposal(proposal)} proposal={proposal} network={network} names={names} />
      <ProposalSeatbelt id={proposal.id} state={state} names={names} />
      <BallotTable proposal={proposal} seats={seats.seats} />
      <WrittenTexts about={`proposal:${proposal.id}`} />
      <ProposalTimeline proposal={proposal} now={now} />
      <ProposalIds proposal={proposal} />
    </article>
  );
}
