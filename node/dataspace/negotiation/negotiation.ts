import type { Address } from 'viem';
import { NodeError } from '../../protocol/errors.ts';
import type { NegotiationState } from '../dsp/negotiation-states.ts';
import type { AgreementDocument, Offer } from '../dsp/offer.ts';
import type { Role } from '../dsp/role.ts';
import type { StoredProcess } from '../store/processes-table.ts';

export interface OfferMade {
  by: Role;
  /** Unix seconds. */
  at: number;
  offer: Offer & { target: string };
}

/** One negotiation as one side keeps it. */
export interface Negotiation extends StoredProcess {
  role: Role;
  state: NegotiationState;
  /** Base address of the other connector's endpoints. */
  peer: string;
  /** The account that must sign the other side's messages; absent where its first message was unsigned. */
  participant?: Address;
  /** Who the other side says it is: a URN where it is a participant of this network. */
  peerId?: string;
  /** URN. */
  dataset: string;
  /** All that were made, the last one stands. */
  offers: OfferMade[];
  agreement?: AgreementDocument;
  createdAt: number;
  changedAt: number;
  /** Hash of the last message that changed it: the same one may come again. */
  lastMessage?: string;
  ended?: { by: Role; code?: string; reasons: string[] };
  /** What went wrong with a message of ours. */
  problem?: string;
}

export function pidsOfNegotiation({ id, peerPid, role }: Negotiation): { consumerPid: string; providerPid: string } {
  if (peerPid === undefined) throw new NodeError('NEGOTIATION_UNANSWERED', { negotiation: id });
  return role === 'consumer' ? { consumerPid: id, providerPid: peerPid } : { consumerPid: peerPid, providerPid: id };
}

/** The offer that stands. */
export function lastOffer({ id, offers }: Negotiation): OfferMade {
  const last = offers.at(-1);
  if (last === undefined) throw new NodeError('INDEX_CORRUPT', { column: 'offers', negotiation: id });
  return last;
}
