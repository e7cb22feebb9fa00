import { dspContext } from './context.ts';

export type ErrorType = 'ContractNegotiationError' | 'TransferError' | 'CatalogError';

export interface ErrorObject {
  type: ErrorType;
  code: string;
  reason: string;
  consumerPid?: string | undefined;
  providerPid?: string | undefined;
}

/** Stands where a message did not say which process it meant: the error objects require both ids. */
const unknownPid = 'urn:qdt:unknown';

/** What is answered to a message that is refused, in the protocol's own form. */
export function errorObject({ type, code, reason, consumerPid, providerPid }: ErrorObject) {
  const pids =
    type === 'CatalogError' ? {} : { consumerPid: consumerPid ?? unknownPid, providerPid: providerPid ?? unknownPid };
  return { '@context': [dspContext], '@type': type, ...pids, code, reason: [reason] };
}
