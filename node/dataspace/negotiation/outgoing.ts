import { dspContext } from '../dsp/context.ts';
import type { AgreementDocument, Offer } from '../dsp/offer.ts';
import type { Letter } from '../store/outbox.ts';
import { type Negotiation, pidsOfNegotiation } from './negotiation.ts';

/** What this side says, and under which path of the other connector. */
export type Said =
  | { step: 'initial'; offer: Offer; callbackAddress: string }
  | { step: 'request' | 'offer'; offer: Offer }
  | { step: 'agree'; agreement: AgreementDocument }
  | { step: 'accept' | 'finalize' | 'verify' }
  | { step: 'terminate'; code?: string; reasons: string[] };

/** The letter that says it; `messageId` makes one that comes twice known. */
export function letterOf(negotiation: Negotiation, said: Said, messageId: string): Letter {
  const { path, type, fields } = contentOf(negotiation, said);
  const pids = said.step === 'initial' ? { consumerPid: negotiation.id } : pidsOfNegotiation(negotiation);
  return {
    process: negotiation.id,
    url: `${negotiation.peer}${path}`,
    body: JSON.stringify({ '@context': [dspContext], '@type': type, '@id': messageId, ...pids, ...fields }),
  };
}

function contentOf({ peerPid }: Negotiation, said: Said): { path: string; type: string; fields: object } {
  const own = `/negotiations/${encodeURIComponent(peerPid ?? '')}`;
  switch (said.step) {
    case 'initial': {
      const { offer, callbackAddress } = said;
      return { path: '/negotiations/request', type: 'ContractRequestMessage', fields: { offer, callbackAddress } };
    }
    case 'request':
      return { path: `${own}/request`, type: 'ContractRequestMessage', fields: { offer: said.offer } };
    case 'offer':
      return { path: `${own}/offers`, type: 'ContractOfferMessage', fields: { offer: said.offer } };
    case 'agree':
      return { path: `${own}/agreement`, type: 'ContractAgreementMessage', fields: { agreement: said.agreement } };
    case 'verify':
      return { path: `${own}/agreement/verification`, type: 'ContractAgreementVerificationMessage', fields: {} };
    case 'accept':
    case 'finalize': {
      const eventType = said.step === 'accept' ? 'ACCEPTED' : 'FINALIZED';
      return { path: `${own}/events`, type: 'ContractNegotiationEventMessage', fields: { eventType } };
    }
    case 'terminate': {
      const { code, reasons } = said;
      const fields = { ...(code === undefined ? {} : { code }), ...(reasons.length === 0 ? {} : { reason: reasons }) };
      return { path: `${own}/termination`, type: 'ContractNegotiationTerminationMessage', fields };
    }
  }
}
