import { negotiationSteps, negotiationWaitsFor } from '../dsp/negotiation-states.ts';
import { differenceInWords, termsInWords } from '../dsp/words.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Negotiation } from './negotiation.ts';

/** A negotiation for people: where it stands, what it waits for, and how each offer differs from the one before. */
export function negotiationView(negotiation: Negotiation, outbox: Outbox) {
  const {
    id,
    role,
    state,
    peer,
    peerPid,
    participant,
    dataset,
    offers,
    agreement,
    createdAt,
    changedAt,
    ended,
    problem,
  } = negotiation;
  const unsent = outbox.waiting(id);
  return {
    id,
    role,
    state,
    peer,
    ...(peerPid === undefined ? {} : { peerPid }),
    ...(participant === undefined ? {} : { participant }),
    dataset,
    offers: offers.map(({ by, at, offer }, index) => {
      const before = offers[index - 1];
      return {
        by,
        at,
        offerId: offer['@id'],
        inWords: termsInWords(offer),
        ...(before === undefined ? {} : { changes: differenceInWords(before.offer, offer) }),
      };
    }),
    ...(agreement === undefined ? {} : { agreementId: agreement['@id'] }),
    waitsFor: waitsFor(negotiation, unsent),
    steps: negotiationSteps(state, role),
    createdAt,
    changedAt,
    ...(ended === undefined ? {} : { ended }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function waitsFor({ state, role, peerPid, problem }: Negotiation, unsent: ReturnType<Outbox['waiting']>): string {
  if (unsent !== undefined) {
    const tried = unsent.attempts === 0 ? '' : `, tried ${unsent.attempts} times: ${unsent.problem ?? 'no answer'}`;
    return `the other connector to take our message${tried}`;
  }
  if (problem !== undefined) return `somebody here: the other connector refused our message (${problem})`;
  if (role === 'consumer' && peerPid === undefined) return 'the provider’s answer to the request';
  return negotiationWaitsFor(state);
}
