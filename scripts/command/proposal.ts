import type { ProposalView } from '../../node/client/views.ts';
import { describeBatch } from '../../node/protocol/describe-call.ts';
import { timeText } from '../../node/protocol/descriptions/values.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import { type ProposalContent, proposalIdOf } from '../../node/protocol/proposal.ts';

/** A proposal whose calls were checked against its id. */
export interface ReadProposal extends ProposalContent {
  view: ProposalView;
}

/** What a node says of a proposal, believed only where the id is the hash of it. Throws PROPOSAL_ID_MISMATCH. */
export function readProposal(view: ProposalView): ReadProposal {
  const calls = view.calls.map((call) => ({ ...call, value: BigInt(call.value) }));
  const content = { calls, description: view.description };
  if (String(proposalIdOf(content)) !== view.id) throw new NodeError('PROPOSAL_ID_MISMATCH', { id: view.id });
  return { ...content, view };
}

/** A proposal as a voter must see it: every call in words, read from its bytes. */
export function proposalLines({ contracts }: { contracts: Contracts }, { calls, view }: ReadProposal): string[] {
  const { id, state, proposer, proposerName, voteEnd, eta, tally, quorum, ballots, description } = view;
  const inWords = describeBatch({ account: contracts.timelock, calls }, contracts);
  return [
    `Proposal ${id}: ${state}`,
    `  by ${proposerName ?? proposer}; its reasons have the hash ${description}`,
    ...inWords.map(({ text }, index) => `  ${index + 1}. ${text}`),
    `  Ballots until ${timeText(voteEnd)}: ${tally.for} for, ${tally.against} against, ${tally.abstain} abstain${quorum === undefined ? '' : `; a quorum is ${quorum}`}`,
    ...ballots.map(({ voter, name, support }) => `    ${support.padEnd(8)}${name ?? voter}`),
    ...(eta === undefined || state !== 'QUEUED' ? [] : [`  May be carried out from ${timeText(eta)}`]),
  ];
}
