import type { JSX } from 'preact';
import type { Network, ProposalView } from '../../client/views.ts';
import type { Names } from '../call-sentence.ts';
import { proposalTitle } from '../proposal-words.ts';
import { useText } from '../text.ts';
import { ProposalMark } from './proposal-mark.tsx';
import { ProposalWhen } from './proposal-when.tsx';

interface ProposalCardProps {
  proposal: ProposalView;
  network: Network;
  names: Names;
}

/** A proposal on a list: what it does, its state, when, and how the agencies voted. */
export function ProposalCard({ proposal, network, names }: ProposalCardProps): JSX.Element {
  const text = useText();
  const { id, state, proposer, proposerName, tally, ballots } = proposal;
  return (
    <li class="card pair" data-proposal={id}>
      <h3>
        <a href={`/proposals/${id}`}>{proposalTitle(proposal, network, names, text)}</a>
      </h3>
      <ProposalMark state={state} />
      <p class="full">
        <ProposalWhen proposal={proposal} />
      </p>
      <p class="full small quiet">
        {text.t('proposal.by', { agency: proposerName ?? names.get(proposer.toLowerCase()) ?? proposer })} ·{' '}
        {ballots.length === 0 ? text.t('tally.none') : text.t('tally.sentence', tally)}
      </p>
    </li>
  );
}
