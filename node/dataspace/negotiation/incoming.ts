import { NodeError } from '../../protocol/errors.ts';
import { datasetUrn } from '../dsp/dataset-id.ts';
import type { NegotiationMessage } from '../dsp/negotiation-messages.ts';
import { negotiationAfter } from '../dsp/negotiation-states.ts';
import { haveSameTerms } from '../dsp/offer.ts';
import { otherRole } from '../dsp/role.ts';
import { lastOffer, type Negotiation } from './negotiation.ts';

export interface Incoming {
  message: NegotiationMessage;
  /** Hash of the whole message; undefined for one without an id of its own. */
  fingerprint: string | undefined;
  /** Unix seconds. */
  now: number;
  /** The URNs under which this node may be named as a consumer. */
  ownNames: readonly string[];
}

/**
 * The negotiation after that message of the other side, or the same one where the message came before. 'DSP_PID_MISMATCH',
 * 'DSP_TRANSITION_ILLEGAL', 'OFFER_OTHER_DATASET', 'AGREEMENT_TERMS_DIFFER', 'AGREEMENT_PARTY_WRONG'. Nothing else is touched.
 */
export function afterMessage(negotiation: Negotiation, incoming: Incoming): Negotiation {
  const { message, fingerprint, now, ownNames } = incoming;
  requirePids(negotiation, message);
  if (fingerprint !== undefined && fingerprint === negotiation.lastMessage) return negotiation;
  const sender = otherRole(negotiation.role);
  const state = negotiationAfter(negotiation.state, sender, message.step);
  const changed: Negotiation = {
    ...negotiation,
    state,
    changedAt: now,
    peerPid: sender === 'provider' ? providerPidOf(message, negotiation) : message.consumerPid,
    ...(fingerprint === undefined ? {} : { lastMessage: fingerprint }),
  };
  delete changed.problem;
  switch (message.step) {
    case 'request':
    case 'offer':
      requireDataset(negotiation, message.offer.target);
      return { ...changed, offers: [...negotiation.offers, { by: sender, at: now, offer: message.offer }] };
    case 'agree':
      requireDataset(negotiation, message.agreement.target);
      if (!haveSameTerms(message.agreement, lastOffer(negotiation).offer))
        throw new NodeError('AGREEMENT_TERMS_DIFFER', { field: 'agreement', rule: 'has the terms of the last offer' });
      if (!ownNames.includes(message.agreement.assignee))
        throw new NodeError('AGREEMENT_PARTY_WRONG', {
          field: 'agreement.assignee',
          rule: `is ${ownNames.join(' or ')}`,
        });
      return { ...changed, agreement: message.agreement };
    case 'terminate': {
      const { code, reasons } = message;
      return { ...changed, ended: { by: sender, reasons, ...(code === undefined ? {} : { code }) } };
    }
    default:
      return changed;
  }
}

function requirePids(negotiation: Negotiation, message: NegotiationMessage): void {
  const { id, peerPid, role } = negotiation;
  const own = role === 'consumer' ? message.consumerPid : message.providerPid;
  const peer = role === 'consumer' ? message.providerPid : message.consumerPid;
  if (own !== id || peer === undefined || (peerPid !== undefined && peer !== peerPid))
    throw new NodeError('DSP_PID_MISMATCH', {
      field: 'consumerPid, providerPid',
      rule: 'are those of this negotiation',
    });
}

function providerPidOf(message: NegotiationMessage, { id }: Negotiation): string {
  if (message.providerPid === undefined) throw new NodeError('DSP_PID_MISMATCH', { negotiation: id });
  return message.providerPid;
}

function requireDataset({ dataset }: Negotiation, target: string): void {
  if (datasetUrn(target) !== datasetUrn(dataset))
    throw new NodeError('OFFER_OTHER_DATASET', { field: 'target', target, rule: `is ${dataset}` });
}
