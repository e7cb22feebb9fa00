import type { DatabaseSync } from 'node:sqlite';
import type { Address } from 'viem';
import { NodeError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/policy/strict-json.ts';
import type { AgreementRecord } from '../agreement/agreement-record.ts';
import { agreementBytes } from '../agreement/agreement-record.ts';
import type { Agreements } from '../agreement/agreements.ts';
import type { CatalogSource, OfferedDataset } from '../catalog/catalog-source.ts';
import { datasetUrn } from '../dsp/dataset-id.ts';
import { type NegotiationMessage, readContractRequest, readProviderPid } from '../dsp/negotiation-messages.ts';
import { negotiationAfter } from '../dsp/negotiation-states.ts';
import { type AgreementDocument, haveSameTerms, type Offer, termsOf } from '../dsp/offer.ts';
import { accountOf, partyName } from '../parties.ts';
import type { Peers } from '../peers/peers.ts';
import { fingerprintOf } from '../store/fingerprint.ts';
import { atomically } from '../store/open-database.ts';
import type { Outbox } from '../store/outbox.ts';
import type { ProcessesTable } from '../store/processes-table.ts';
import type { Verdicts } from '../verdicts.ts';
import { afterMessage } from './incoming.ts';
import { lastOffer, type Negotiation } from './negotiation.ts';
import { letterOf, type Said } from './outgoing.ts';

export interface NegotiationsOptions {
  database: DatabaseSync;
  table: ProcessesTable<Negotiation>;
  outbox: Outbox;
  peers: Peers;
  catalog: CatalogSource;
  verdicts: Verdicts;
  agreements: Agreements;
  /** URN of whoever this node speaks for. */
  participantId: string;
  /** The URNs under which this node may be named as a consumer: it is anybody where its messages are not signed. */
  ownNames: readonly string[];
  /** Base address of our own endpoints, for callbacks. */
  ownAddress: () => string;
  /** Unix seconds. */
  clock: () => number;
  /** Ids that nobody guesses. */
  newId: () => string;
  /** Keeps a document; answers with its CID. */
  keep: (bytes: Uint8Array) => Promise<string>;
}

/** What a consumer begins with. */
export interface NegotiationStart {
  /** The provider's endpoints, and its URN where its messages must be signed by that participant. */
  connectorAddress: string;
  providerId?: string;
  dataset: string;
  offer: Offer;
}

export interface Negotiations {
  /** 'NEGOTIATION_UNKNOWN'. */
  get(id: string): Negotiation;
  list(limit: number): Negotiation[];
  /** A provider takes a consumer's first request. */
  requested(body: Json, participant: Address | undefined): Promise<Negotiation>;
  /** A further message of the other side, about the negotiation that we call `id`. */
  received(
    id: string,
    body: Json,
    read: (body: Json) => NegotiationMessage,
    participant: Address | undefined,
  ): Promise<Negotiation>;
  /** As the other side may see it. */
  shown(id: string, participant: Address | undefined): Negotiation;
  start(start: NegotiationStart): Promise<Negotiation>;
  /** As provider. */
  offer(id: string, offer: Offer): Negotiation;
  /** As consumer: a counter-offer. */
  counter(id: string, offer: Offer): Negotiation;
  accept(id: string): Negotiation;
  /** As provider, to the offer that stands; by verdict of the policies: 'ACCESS_DENIED'. */
  agree(id: string): Promise<Negotiation>;
  verify(id: string): Negotiation;
  finalize(id: string): Promise<Negotiation>;
  terminate(id: string, reasons: string[], code?: string): Negotiation;
  /** The provider's answer to our request. */
  answered(id: string, body: Json): void;
  /** A message of ours was refused for good. */
  failed(id: string, problem: string): void;
}

export function createNegotiations(options: NegotiationsOptions): Negotiations {
  const { database, table, outbox, peers, catalog, verdicts, agreements, participantId, clock, newId } = options;

  function find(id: string): Negotiation {
    const negotiation = table.get(id);
    if (negotiation === undefined) throw new NodeError('NEGOTIATION_UNKNOWN', { negotiation: id });
    return negotiation;
  }

  /** Whoever is not the other side sees nothing. */
  function findFor(id: string, participant: Address | undefined): Negotiation {
    const negotiation = find(id);
    if (negotiation.participant !== undefined && negotiation.participant !== participant)
      throw new NodeError('NEGOTIATION_UNKNOWN', { negotiation: id });
    return negotiation;
  }

  /** Changes a negotiation and says so to the other side: both are on the disk, or neither. */
  function say(
    id: string,
    step: Exclude<Said['step'], 'initial'>,
    change: (negotiation: Negotiation) => [Negotiation, Said],
  ): Negotiation {
    const changed = atomically(database, () => {
      const before = find(id);
      const state = negotiationAfter(before.state, before.role, step);
      const [after, said] = change({ ...before, state, changedAt: clock() });
      outbox.put(letterOf(after, said, newId()));
      delete after.problem;
      table.put(after);
      return after;
    });
    outbox.ring();
    return changed;
  }

  function offerOf(negotiation: Negotiation, offer: Offer): Negotiation['offers'] {
    const made = { ...offer, target: negotiation.dataset };
    return [...negotiation.offers, { by: negotiation.role, at: clock(), offer: made }];
  }

  function datasetOf(id: string): OfferedDataset {
    const dataset = catalog.get(datasetUrn(id));
    if (dataset === undefined) throw new NodeError('OFFER_DATASET_UNKNOWN', { field: 'offer.target', dataset: id });
    return dataset;
  }

  async function settle(negotiation: Negotiation): Promise<AgreementRecord | undefined> {
    const { agreement, role, id, peer, participant } = negotiation;
    if (agreement === undefined) return undefined;
    const cid = await options.keep(agreementBytes(agreement));
    const parties = participant === undefined ? {} : { participant };
    const record = { id: agreement['@id'], role, negotiation: id, document: agreement, cid, peer, ...parties };
    return agreements.put({ ...record, finalizedAt: clock() });
  }

  return {
    get: find,
    list: (limit) => table.list(limit),
    shown: findFor,
    async requested(body, participant) {
      const message = readContractRequest(body);
      const { callbackAddress, offer, consumerPid } = message;
      if (callbackAddress === undefined)
        throw new NodeError('DSP_MESSAGE_INVALID', { field: 'callbackAddress', rule: 'is given with a first request' });
      const fingerprint = fingerprintOf(body, message.id);
      const [known] = table.withPeerPid(consumerPid).filter(({ role }) => role === 'provider');
      if (known !== undefined) {
        if (fingerprint !== undefined && known.lastMessage === fingerprint) return known;
        throw new NodeError('DSP_PID_TAKEN', {
          field: 'consumerPid',
          rule: 'is new, or the message is the one that came before',
        });
      }
      const dataset = datasetOf(offer.target);
      requireOffered(dataset, offer);
      await peers.check(callbackAddress, 'callbackAddress');
      const now = clock();
      const negotiation: Negotiation = {
        id: newId(),
        peerPid: consumerPid,
        role: 'provider',
        state: 'REQUESTED',
        peer: callbackAddress.replace(/\/$/, ''),
        ...(participant === undefined ? {} : { participant }),
        dataset: dataset.id,
        offers: [{ by: 'consumer', at: now, offer }],
        createdAt: now,
        changedAt: now,
        ...(fingerprint === undefined ? {} : { lastMessage: fingerprint }),
      };
      table.put(negotiation);
      return negotiation;
    },
    async received(id, body, read, participant) {
      findFor(id, participant);
      const message = read(body);
      const { ownNames } = options;
      const incoming = { message, now: clock(), ownNames, fingerprint: fingerprintOf(body, message.id) };
      if (message.step === 'finalize') await settle(afterMessage(find(id), incoming));
      return atomically(database, () => {
        const before = find(id);
        const after = afterMessage(before, incoming);
        if (after !== before) table.put(after);
        return after;
      });
    },
    async start({ connectorAddress, providerId, dataset, offer }) {
      await peers.check(connectorAddress, 'connectorAddress');
      const now = clock();
      const account = accountOf(providerId);
      const made = { ...offer, target: dataset };
      const negotiation: Negotiation = {
        id: newId(),
        role: 'consumer',
        state: 'REQUESTED',
        peer: connectorAddress.replace(/\/$/, ''),
        ...(providerId === undefined ? {} : { peerId: providerId }),
        ...(account === undefined ? {} : { participant: account }),
        dataset,
        offers: [{ by: 'consumer', at: now, offer: made }],
        createdAt: now,
        changedAt: now,
      };
      const said: Said = { step: 'initial', offer: made, callbackAddress: options.ownAddress() };
      atomically(database, () => {
        table.put(negotiation);
        outbox.put(letterOf(negotiation, said, newId()));
      });
      outbox.ring();
      return negotiation;
    },
    offer: (id, offer) =>
      say(id, 'offer', (negotiation) => {
        const made = { ...offer, target: negotiation.dataset };
        return [
          { ...negotiation, offers: offerOf(negotiation, offer) },
          { step: 'offer', offer: made },
        ];
      }),
    counter: (id, offer) =>
      say(id, 'request', (negotiation) => {
        const made = { ...offer, target: negotiation.dataset };
        return [
          { ...negotiation, offers: offerOf(negotiation, offer) },
          { step: 'request', offer: made },
        ];
      }),
    accept: (id) => say(id, 'accept', (negotiation) => [negotiation, { step: 'accept' }]),
    async agree(id) {
      const before = find(id);
      negotiationAfter(before.state, before.role, 'agree');
      const { offer } = lastOffer(before);
      verdicts.require(before.participant, datasetOf(before.dataset), offer);
      return say(id, 'agree', (negotiation) => {
        const agreement = agreementOn(negotiation, newId());
        return [
          { ...negotiation, agreement },
          { step: 'agree', agreement },
        ];
      });
    },
    verify: (id) => say(id, 'verify', (negotiation) => [negotiation, { step: 'verify' }]),
    async finalize(id) {
      const before = find(id);
      negotiationAfter(before.state, before.role, 'finalize');
      await settle(before);
      return say(id, 'finalize', (negotiation) => [negotiation, { step: 'finalize' }]);
    },
    terminate: (id, reasons, code) =>
      say(id, 'terminate', (negotiation) => {
        const ending = { reasons, ...(code === undefined ? {} : { code }) };
        const after: Negotiation = { ...negotiation, ended: { by: negotiation.role, ...ending } };
        return [after, { step: 'terminate', ...ending }];
      }),
    answered(id, body) {
      const negotiation = find(id);
      if (negotiation.peerPid !== undefined) return;
      table.put({ ...negotiation, peerPid: readProviderPid(body, 'ContractNegotiation', id) });
    },
    failed: (id, problem) => table.put({ ...find(id), problem, changedAt: clock() }),
  };

  function agreementOn(negotiation: Negotiation, id: string): AgreementDocument {
    return {
      '@id': id,
      '@type': 'Agreement',
      target: negotiation.dataset,
      assigner: participantId,
      assignee: partyName(negotiation.participant),
      timestamp: new Date(clock() * 1000).toISOString(),
      ...termsOf(lastOffer(negotiation).offer),
    };
  }
}

/** A first request names one of the dataset's offers, with its terms: other terms are a counter-offer to an offer that was made. */
function requireOffered({ id, offers }: OfferedDataset, offer: Offer): void {
  const offered = offers.find((one) => one['@id'] === offer['@id']);
  if (offered === undefined)
    throw new NodeError('OFFER_UNKNOWN', { field: 'offer.@id', offer: offer['@id'], rule: `is an offer of ${id}` });
  if (!haveSameTerms(offered, offer))
    throw new NodeError('OFFER_TERMS_DIFFER', { field: 'offer', rule: 'has the terms of the offer in the catalog' });
}
