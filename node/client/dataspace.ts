import type { Json } from '../protocol/policy/strict-json.ts';
import { type HttpOptions, sendRequest } from './http.ts';
import type {
  AgreementList,
  AgreementView,
  DatasetSubmissionBody,
  NegotiationList,
  NegotiationStartBody,
  NegotiationView,
  TransferList,
  TransferRecordList,
  TransferStartBody,
  TransferView,
} from './views.ts';

export type NegotiationStepName = 'accept' | 'agree' | 'verify' | 'finalize';
export type TransferStepName = 'start' | 'complete';

/** Data under contract, as the participant of a node manages it: but for reading agreements and records, every request is signed (`signer`). */
export interface DataspaceClient {
  offerDataset(dataset: DatasetSubmissionBody): Promise<{ id: string }>;
  negotiations(limit?: number): Promise<NegotiationList>;
  negotiation(id: string): Promise<NegotiationView>;
  startNegotiation(start: NegotiationStartBody): Promise<NegotiationView>;
  stepNegotiation(id: string, step: NegotiationStepName): Promise<NegotiationView>;
  /** A provider's offer, or a consumer's counter-offer. */
  makeOffer(id: string, step: 'offer' | 'counter', offer: Json): Promise<NegotiationView>;
  terminateNegotiation(id: string, reasons?: string[]): Promise<NegotiationView>;
  transfers(limit?: number): Promise<TransferList>;
  transfer(id: string): Promise<TransferView>;
  startTransfer(start: TransferStartBody): Promise<TransferView>;
  stepTransfer(id: string, step: TransferStepName): Promise<TransferView>;
  endTransfer(id: string, step: 'suspend' | 'terminate', reasons?: string[]): Promise<TransferView>;
  agreements(limit?: number): Promise<AgreementList>;
  agreement(id: string): Promise<AgreementView>;
  agreementText(id: string): Promise<string>;
  retire(id: string, cause: string): Promise<AgreementView>;
  transferRecords(query?: { dataset?: string; agreement?: string; after?: number }): Promise<TransferRecordList>;
}

export function createDataspaceClient(options: HttpOptions): DataspaceClient {
  const get = async <T>(path: string): Promise<T> => (await sendRequest(options, path)).json();
  const post = async <T>(path: string, body: unknown = {}): Promise<T> =>
    (await sendRequest(options, path, { method: 'POST', body })).json();
  const within = (limit: number | undefined): string => (limit === undefined ? '' : `?limit=${limit}`);
  const at = (kind: string, id: string): string => `/${kind}/${encodeURIComponent(id)}`;
  return {
    offerDataset: (dataset) => post('/offered-datasets', dataset),
    negotiations: (limit) => get(`/negotiations${within(limit)}`),
    negotiation: (id) => get(at('negotiations', id)),
    startNegotiation: (start) => post('/negotiations', start),
    stepNegotiation: (id, step) => post(`${at('negotiations', id)}/${step}`),
    makeOffer: (id, step, offer) => post(`${at('negotiations', id)}/${step}`, { offer }),
    terminateNegotiation: (id, reasons = []) => post(`${at('negotiations', id)}/terminate`, { reasons }),
    transfers: (limit) => get(`/transfers${within(limit)}`),
    transfer: (id) => get(at('transfers', id)),
    startTransfer: (start) => post('/transfers', start),
    stepTransfer: (id, step) => post(`${at('transfers', id)}/${step}`),
    endTransfer: (id, step, reasons = []) => post(`${at('transfers', id)}/${step}`, { reasons }),
    agreements: (limit) => get(`/agreements${within(limit)}`),
    agreement: (id) => get(at('agreements', id)),
    agreementText: async (id) => (await sendRequest(options, `${at('agreements', id)}/text`, { accept: '*/*' })).text(),
    retire: (id, cause) => post(`${at('agreements', id)}/retire`, { cause }),
    transferRecords: (query = {}) => {
      const pairs = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
      return get(`/transfer-records?${new URLSearchParams(pairs)}`);
    },
  };
}
