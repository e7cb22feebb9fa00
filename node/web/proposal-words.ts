import type { Network, ProposalView, SeatList, SupportName } from '../client/views.ts';
import type { Call } from '../protocol/call.ts';
import { describeBatch } from '../protocol/describe-call.ts';
import { proposalIdOf } from '../protocol/proposal.ts';
import { callSentence, type Names } from './call-sentence.ts';
import type { IconName } from './parts/icon.tsx';
import type { Tone } from './parts/mark.tsx';
import { publishedPolicy } from './published-policy.ts';
import { ruleSentence } from './rule-words.ts';
import type { Text } from './text.ts';

/** How a state looks; its word stands in the messages (`proposalState.ACTIVE`). */
export const PROPOSAL_MARKS: Readonly<Record<ProposalView['state'], { tone: Tone; icon: IconName }>> = {
  PENDING: { tone: 'wait', icon: 'clock' },
  ACTIVE: { tone: 'wait', icon: 'pen' },
  CANCELED: { tone: 'bad', icon: 'cross' },
  DEFEATED: { tone: 'none', icon: 'cross' },
  SUCCEEDED: { tone: 'good', icon: 'check' },
  QUEUED: { tone: 'wait', icon: 'clock' },
  EXPIRED: { tone: 'none', icon: 'dash' },
  EXECUTED: { tone: 'good', icon: 'check' },
};

/** How a ballot looks; its word stands in the messages (`support.FOR`). */
export const SUPPORT_MARKS: Readonly<Record<SupportName, { tone: Tone; icon: IconName }>> = {
  FOR: { tone: 'good', icon: 'check' },
  AGAINST: { tone: 'bad', icon: 'cross' },
  ABSTAIN: { tone: 'none', icon: 'dash' },
};

/** States that pass by time alone: what is shown has to be asked again. */
export function isMoving({ state }: Pick<ProposalView, 'state'>): boolean {
  return state === 'PENDING' || state === 'ACTIVE' || state === 'QUEUED';
}

export function callsOfProposal({ calls }: Pick<ProposalView, 'calls'>): Call[] {
  return calls.map((call) => ({ ...call, value: BigInt(call.value) }));
}

/** Whether the id is the hash of these very calls: then no node can have changed them. */
export function isOwnId(proposal: ProposalView): boolean {
  const { description, id } = proposal;
  return String(proposalIdOf({ calls: callsOfProposal(proposal), description })) === id;
}

/** A proposal's name: what its first call does, and how many more there are. No text of its author. */
export function proposalTitle(proposal: ProposalView, network: Network, names: Names, text: Text): string {
  const [first, ...more] = callsOfProposal(proposal);
  if (first === undefined) return text.t('proposal.empty');
  const title = callTitle(first, network, names, text);
  return more.length === 0 ? title : text.t('proposal.andMore', { first: title, count: more.length });
}

function callTitle(call: Call, network: Network, names: Names, text: Text): string {
  const [rule, ...more] = publishedPolicy(call, network)?.rules ?? [];
  if (rule !== undefined) {
    const first = text.t('proposal.newPolicy', { rule: ruleSentence(rule, names, text) });
    return more.length === 0 ? first : text.t('policy.andMore', { first, count: more.length });
  }
  const { contracts } = network;
  const [described] = describeBatch({ account: contracts.timelock, calls: [call] }, contracts);
  return described === undefined ? text.t('proposal.empty') : callSentence(described, names, text);
}

export type Seat = SeatList['seats'][number];

/** Who may vote on it: whoever held a seat when the vote began. */
export function seatsAt(seats: readonly Seat[], timepoint: number): Seat[] {
  return seats.filter(
    ({ grantedAt, withdrawnAt }) => grantedAt <= timepoint && (withdrawnAt === undefined || withdrawnAt > timepoint),
  );
}

/** Those of them whose ballot is not counted yet. */
export function seatsWithoutBallot(proposal: ProposalView, seats: readonly Seat[]): Seat[] {
  const voted = new Set(proposal.ballots.map(({ voter }) => voter.toLowerCase()));
  return seatsAt(seats, proposal.voteStart).filter(({ agency }) => !voted.has(agency.toLowerCase()));
}
