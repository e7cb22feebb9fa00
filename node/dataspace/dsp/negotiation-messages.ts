import { NodeError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/policy/strict-json.ts';
import { dspContext } from './context.ts';
import { invalid, type JsonObject, listIn, messageOf, optionalTextIn, textIn } from './fields.ts';
import type { NegotiationState } from './negotiation-states.ts';
import { type AgreementDocument, type Offer, readAgreement, readMessageOffer } from './offer.ts';

/** A message of a negotiation, read. `id` is the message's own id, by which one that comes twice is known. */
export type NegotiationMessage = { consumerPid: string; id?: string } & (
  | { step: 'request'; providerPid?: string; callbackAddress?: string; offer: Offer & { target: string } }
  | { step: 'offer'; providerPid: string; offer: Offer & { target: string } }
  | { step: 'agree'; providerPid: string; agreement: AgreementDocument }
  | { step: 'accept' | 'finalize' | 'verify'; providerPid: string }
  | { step: 'terminate'; providerPid: string; code?: string; reasons: string[] }
);

/** ContractRequestMessage: the first has a callbackAddress, a counter-offer has a providerPid, none has both. */
export function readContractRequest(body: Json): NegotiationMessage & { step: 'request' } {
  const message = messageOf(body, 'ContractRequestMessage');
  const callbackAddress = optionalTextIn(message, 'callbackAddress');
  const providerPid = optionalTextIn(message, 'providerPid');
  if ((callbackAddress === undefined) === (providerPid === undefined))
    throw invalid('callbackAddress', 'is given, or else providerPid, and never both');
  return {
    step: 'request',
    ...idOf(message),
    consumerPid: textIn(message, 'consumerPid'),
    offer: readMessageOffer(message.offer, 'offer'),
    ...(callbackAddress === undefined ? {} : { callbackAddress }),
    ...(providerPid === undefined ? {} : { providerPid }),
  };
}

export function readContractOffer(body: Json): NegotiationMessage {
  const message = messageOf(body, 'ContractOfferMessage');
  return { step: 'offer', ...pidsOf(message), offer: readMessageOffer(message.offer, 'offer') };
}

export function readContractAgreement(body: Json): NegotiationMessage {
  const message = messageOf(body, 'ContractAgreementMessage');
  return { step: 'agree', ...pidsOf(message), agreement: readAgreement(message.agreement, 'agreement') };
}

export function readVerification(body: Json): NegotiationMessage {
  return { step: 'verify', ...pidsOf(messageOf(body, 'ContractAgreementVerificationMessage')) };
}

export function readNegotiationEvent(body: Json): NegotiationMessage {
  const message = messageOf(body, 'ContractNegotiationEventMessage');
  const type = textIn(message, 'eventType');
  if (type === 'ACCEPTED') return { step: 'accept', ...pidsOf(message) };
  if (type === 'FINALIZED') return { step: 'finalize', ...pidsOf(message) };
  throw invalid('eventType', 'is ACCEPTED or FINALIZED');
}

export function readNegotiationTermination(body: Json): NegotiationMessage {
  const message = messageOf(body, 'ContractNegotiationTerminationMessage');
  const code = optionalTextIn(message, 'code');
  return {
    step: 'terminate',
    ...pidsOf(message),
    ...(code === undefined ? {} : { code }),
    reasons: reasonsOf(message),
  };
}

/** The ContractNegotiation object: how the other side sees one. */
export function negotiationObject(pids: { consumerPid: string; providerPid: string }, state: NegotiationState) {
  return { '@context': [dspContext], '@type': 'ContractNegotiation', ...pids, state };
}

/** A provider's answer to a request: its id. 'DSP_ANSWER_INVALID' when it is none. */
export function readProviderPid(
  body: Json,
  type: 'ContractNegotiation' | 'TransferProcess',
  consumerPid: string,
): string {
  const message = messageOf(body, type);
  if (message.consumerPid !== consumerPid)
    throw new NodeError('DSP_ANSWER_INVALID', { field: 'consumerPid', rule: 'is the one that was sent' });
  return textIn(message, 'providerPid');
}

/** Both ids, and the message's own. */
export function pidsOf(message: JsonObject): { providerPid: string; consumerPid: string; id?: string } {
  return {
    providerPid: textIn(message, 'providerPid'),
    consumerPid: textIn(message, 'consumerPid'),
    ...idOf(message),
  };
}

export function idOf(message: JsonObject): { id?: string } {
  const id = optionalTextIn(message, '@id');
  return id === undefined ? {} : { id };
}

/** Reasons may be texts, or objects of anybody's making: those are kept as text. */
export function reasonsOf(message: JsonObject): string[] {
  return listIn(message, 'reason').map((reason) =>
    (typeof reason === 'string' ? reason : JSON.stringify(reason)).slice(0, 500),
  );
}
