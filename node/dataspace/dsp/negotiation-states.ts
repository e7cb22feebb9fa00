import { NodeError } from '../../protocol/errors.ts';
import type { Role } from './role.ts';

export const negotiationStates = [
  ...(['REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED', 'FINALIZED', 'TERMINATED'] as const),
];
export type NegotiationState = (typeof negotiationStates)[number];

/** What is said in a negotiation, whoever says it. */
export type NegotiationStep = 'request' | 'offer' | 'accept' | 'agree' | 'verify' | 'finalize' | 'terminate';

interface Move {
  sender: Role | 'either';
  from: readonly NegotiationState[];
  to: NegotiationState;
}

/** The moves of DSP 2025-1, 7.1: both sides and both directions ask this one table. */
export const negotiationMoves: Readonly<Record<NegotiationStep, Move>> = {
  request: { sender: 'consumer', from: ['OFFERED'], to: 'REQUESTED' },
  offer: { sender: 'provider', from: ['REQUESTED', 'OFFERED'], to: 'OFFERED' },
  accept: { sender: 'consumer', from: ['OFFERED'], to: 'ACCEPTED' },
  agree: { sender: 'provider', from: ['REQUESTED', 'ACCEPTED'], to: 'AGREED' },
  verify: { sender: 'consumer', from: ['AGREED'], to: 'VERIFIED' },
  finalize: { sender: 'provider', from: ['VERIFIED'], to: 'FINALIZED' },
  terminate: {
    sender: 'either',
    from: ['REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED'],
    to: 'TERMINATED',
  },
};

/** The state after that step of that side. 'DSP_TRANSITION_ILLEGAL' says what is allowed instead. */
export function negotiationAfter(state: NegotiationState, sender: Role, step: NegotiationStep): NegotiationState {
  const move = negotiationMoves[step];
  if ((move.sender === 'either' || move.sender === sender) && move.from.includes(state)) return move.to;
  const allowed = negotiationSteps(state, sender).join(', ');
  throw new NodeError('DSP_TRANSITION_ILLEGAL', { state, step, sender, allowed: allowed === '' ? 'nothing' : allowed });
}

/** What that side may do now. */
export function negotiationSteps(state: NegotiationState, sender: Role): NegotiationStep[] {
  const steps: NegotiationStep[] = ['request', 'offer', 'accept', 'agree', 'verify', 'finalize', 'terminate'];
  return steps.filter((step) => {
    const move = negotiationMoves[step];
    return (move.sender === 'either' || move.sender === sender) && move.from.includes(state);
  });
}

/** What a negotiation waits for, in words. */
export function negotiationWaitsFor(state: NegotiationState): string {
  switch (state) {
    case 'REQUESTED':
      return 'the provider: to agree, to make another offer, or to terminate';
    case 'OFFERED':
      return 'the consumer: to accept, to make a counter-offer, or to terminate';
    case 'ACCEPTED':
      return 'the provider: to agree or to terminate';
    case 'AGREED':
      return 'the consumer: to verify the agreement or to terminate';
    case 'VERIFIED':
      return 'the provider: to finalize or to terminate';
    default:
      return 'nobody: it has ended';
  }
}
