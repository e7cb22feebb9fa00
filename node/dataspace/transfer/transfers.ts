import type { DatabaseSync } from 'node:sqlite';
import type { Address } from 'viem';
import { NodeError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/policy/strict-json.ts';
import type { Agreements } from '../agreement/agreements.ts';
import type { CatalogSource } from '../catalog/catalog-source.ts';
import { pullFormat, pushFormat } from '../catalog/dsp-catalog.ts';
import { dspContext } from '../dsp/context.ts';
import { readProviderPid } from '../dsp/negotiation-messages.ts';
import { otherRole } from '../dsp/role.ts';
import {
  type DataAddress,
  readTransferMessage,
  readTransferRequest,
  transferMessage,
} from '../dsp/transfer-messages.ts';
import { type TransferStep, transferAfter } from '../dsp/transfer-states.ts';
import { accountOf } from '../parties.ts';
import type { Peers } from '../peers/peers.ts';
import { fingerprintOf } from '../store/fingerprint.ts';
import { atomically } from '../store/open-database.ts';
import type { Outbox } from '../store/outbox.ts';
import type { ProcessesTable } from '../store/processes-table.ts';
import type { Verdicts } from '../verdicts.ts';
import { pidsOfTransfer, type Transfer } from './transfer.ts';

export interface TransfersOptions {
  database: DatabaseSync;
  table: ProcessesTable<Transfer>;
  outbox: Outbox;
  peers: Peers;
  catalog: CatalogSource;
  verdicts: Verdicts;
  agreements: Agreements;
  /** Base address of our own endpoints, for callbacks and data. */
  ownAddress: () => string;
  /** Unix seconds. */
  clock: () => number;
  /** Ids and tokens that nobody guesses. */
  newId: () => string;
  newToken: () => string;
  /** A provider's push may begin. */
  pushDue: (id: string) => void;
}

export interface TransferStart {
  agreementId: string;
  format: string;
  /** The provider's endpoints, where they are not those of the negotiation. */
  connectorAddress?: string;
  /** Push: where the data shall go. */
  dataAddress?: DataAddress;
}

export interface Transfers {
  /** 'TRANSFER_UNKNOWN'. */
  get(id: string): Transfer;
  list(limit: number): Transfer[];
  shown(id: string, participant: Address | undefined): Transfer;
  /** A provider takes a request. 'AGREEMENT_UNKNOWN', 'AGREEMENT_NOT_IN_FORCE', 'TRANSFER_FORMAT_UNSUPPORTED'. */
  requested(body: Json, participant: Address | undefined): Promise<Transfer>;
  received(id: string, step: TransferStep, body: Json, participant: Address | undefined): Transfer;
  /** As consumer. */
  request(start: TransferStart): Promise<Transfer>;
  /** Starts, or starts again; a provider by verdict of the policies. */
  start(id: string): Transfer;
  suspend(id: string, reasons: string[]): Transfer;
  complete(id: string): Transfer;
  terminate(id: string, reasons: string[]): Transfer;
  /** Ends all that run under an agreement which ended. */
  endUnder(agreementId: string, reason: string): void;
  answered(id: string, body: Json): void;
  failed(id: string, problem: string): void;
  /** Notes that a push is done. */
  pushed(id: string, bytes: number): void;
}

export function createTransfers(options: TransfersOptions): Transfers {
  const { database, table, outbox, peers, catalog, verdicts, agreements, clock, newId, newToken } = options;

  function find(id: string): Transfer {
    const transfer = table.get(id);
    if (transfer === undefined) throw new NodeError('TRANSFER_UNKNOWN', { transfer: id });
    return transfer;
  }

  function findFor(id: string, participant: Address | undefined): Transfer {
    const transfer = find(id);
    if (transfer.participant !== undefined && transfer.participant !== participant)
      throw new NodeError('TRANSFER_UNKNOWN', { transfer: id });
    return transfer;
  }

  interface Saying {
    reasons?: string[];
    change?: (transfer: Transfer) => Transfer;
  }

  /** Changes a transfer and says so to the other side: both are on the disk, or neither. */
  function say(id: string, step: TransferStep, { reasons = [], change = (same) => same }: Saying = {}): Transfer {
    const changed = atomically(database, () => {
      const before = find(id);
      const state = transferAfter(before.state, before.role, step);
      const after = change({ ...before, state, changedAt: clock() });
      delete after.problem;
      if (state !== 'STARTED') delete after.token;
      const pids = pidsOfTransfer(after);
      const address = step === 'start' && after.role === 'provider' ? pullAddress(after) : {};
      const message = transferMessage(step, {
        ...pids,
        ...address,
        ...(reasons.length === 0 ? {} : { reason: reasons }),
      });
      outbox.put({
        process: id,
        url: `${after.peer}/transfers/${encodeURIComponent(after.peerPid ?? '')}/${pathOf[step]}`,
        body: JSON.stringify({ ...message, '@id': newId() }),
      });
      table.put(after);
      return after;
    });
    outbox.ring();
    return changed;
  }

  function pullAddress({ id, format, token }: Transfer): { dataAddress?: DataAddress } {
    if (format !== pullFormat || token === undefined) return {};
    const property = (name: string, value: string) => ({ '@type': 'EndpointProperty' as const, name, value });
    return {
      dataAddress: {
        '@type': 'DataAddress',
        endpointType: 'https://w3id.org/idsa/v4.1/HTTP',
        endpoint: `${options.ownAddress()}/data/${id}`,
        endpointProperties: [property('authType', 'bearer'), property('authorization', token)],
      },
    };
  }

  /** A provider hands out nothing but under an agreement in force and by a verdict of now. */
  function requireAllowed({ agreementId, dataset }: Transfer): void {
    const agreement = agreements.requireInForce(agreementId, 'provider');
    const offered = catalog.get(dataset);
    if (offered === undefined) throw new NodeError('OFFER_DATASET_UNKNOWN', { dataset });
    verdicts.require(accountOf(agreement.document.assignee), offered, agreement.document);
  }

  return {
    get: find,
    list: (limit) => table.list(limit),
    shown: findFor,
    async requested(body, participant) {
      const { consumerPid, agreementId, format, callbackAddress, dataAddress, id } = readTransferRequest(body);
      const fingerprint = fingerprintOf(body, id);
      const [known] = table.withPeerPid(consumerPid).filter(({ role }) => role === 'provider');
      if (known !== undefined) {
        if (fingerprint !== undefined && known.lastMessage === fingerprint) return known;
        throw new NodeError('DSP_PID_TAKEN', {
          field: 'consumerPid',
          rule: 'is new, or the message is the one that came before',
        });
      }
      const agreement = agreements.requireInForce(agreementId, 'provider');
      const account = accountOf(agreement.document.assignee);
      if (account !== undefined && account !== participant)
        throw new NodeError('AGREEMENT_UNKNOWN', { agreement: agreementId });
      if (format !== pullFormat && format !== pushFormat)
        throw new NodeError('TRANSFER_FORMAT_UNSUPPORTED', {
          field: 'format',
          rule: `is ${pullFormat} or ${pushFormat}`,
        });
      await peers.check(callbackAddress, 'callbackAddress');
      if (format === pushFormat) {
        if (dataAddress?.endpoint === undefined)
          throw new NodeError('DSP_MESSAGE_INVALID', { field: 'dataAddress.endpoint', rule: 'is given for a push' });
        await peers.check(dataAddress.endpoint, 'dataAddress.endpoint');
      }
      const now = clock();
      const transfer: Transfer = {
        id: newId(),
        peerPid: consumerPid,
        role: 'provider',
        state: 'REQUESTED',
        peer: callbackAddress.replace(/\/$/, ''),
        ...(account === undefined ? {} : { participant: account }),
        agreementId,
        dataset: agreement.document.target,
        format,
        ...(dataAddress === undefined ? {} : { dataAddress }),
        createdAt: now,
        changedAt: now,
        ...(fingerprint === undefined ? {} : { lastMessage: fingerprint }),
      };
      table.put(transfer);
      return transfer;
    },
    received(id, step, body, participant) {
      findFor(id, participant);
      const message = readTransferMessage(body, step);
      const fingerprint = fingerprintOf(body, message.id);
      return atomically(database, () => {
        const before = find(id);
        const [own, peer] =
          before.role === 'consumer'
            ? [message.consumerPid, message.providerPid]
            : [message.providerPid, message.consumerPid];
        if (own !== id || (before.peerPid !== undefined && before.peerPid !== peer))
          throw new NodeError('DSP_PID_MISMATCH', {
            field: 'consumerPid, providerPid',
            rule: 'are those of this transfer',
          });
        if (fingerprint !== undefined && fingerprint === before.lastMessage) return before;
        const sender = otherRole(before.role);
        const state = transferAfter(before.state, sender, step);
        if (step === 'start' && before.role === 'provider') requireAllowed(before);
        const { dataAddress, code, reasons } = message;
        const after: Transfer = {
          ...before,
          peerPid: peer,
          state,
          changedAt: clock(),
          ...(before.role === 'consumer' && dataAddress !== undefined ? { dataAddress } : {}),
          ...(fingerprint === undefined ? {} : { lastMessage: fingerprint }),
          ...(step === 'terminate' ? { ended: { by: sender, reasons, ...(code === undefined ? {} : { code }) } } : {}),
          ...(step === 'start' && before.role === 'provider' ? { token: newToken() } : {}),
        };
        delete after.problem;
        if (state !== 'STARTED') delete after.token;
        table.put(after);
        return after;
      });
    },
    async request({ agreementId, format, connectorAddress, dataAddress }) {
      const agreement = agreements.requireInForce(agreementId, 'consumer');
      const peer = (connectorAddress ?? agreement.peer).replace(/\/$/, '');
      await peers.check(peer, 'connectorAddress');
      const now = clock();
      const account = accountOf(agreement.document.assigner);
      const transfer: Transfer = {
        id: newId(),
        role: 'consumer',
        state: 'REQUESTED',
        peer,
        ...(agreement.participant === undefined || account === undefined ? {} : { participant: account }),
        agreementId,
        dataset: agreement.document.target,
        format,
        createdAt: now,
        changedAt: now,
      };
      const fields = { consumerPid: transfer.id, agreementId, format, callbackAddress: options.ownAddress() };
      const body = { '@context': [dspContext], '@type': 'TransferRequestMessage', '@id': newId(), ...fields };
      atomically(database, () => {
        table.put(transfer);
        outbox.put({
          process: transfer.id,
          url: `${peer}/transfers/request`,
          body: JSON.stringify({ ...body, ...(dataAddress === undefined ? {} : { dataAddress }) }),
        });
      });
      outbox.ring();
      return transfer;
    },
    start(id) {
      const before = find(id);
      transferAfter(before.state, before.role, 'start');
      if (before.role === 'provider') requireAllowed(before);
      const started = say(id, 'start', {
        change: (transfer) =>
          transfer.role === 'provider' && transfer.format === pullFormat
            ? { ...transfer, token: newToken() }
            : transfer,
      });
      if (started.role === 'provider' && started.format === pushFormat) options.pushDue(id);
      return started;
    },
    suspend: (id, reasons) => say(id, 'suspend', { reasons }),
    complete: (id) => say(id, 'complete'),
    terminate: (id, reasons) =>
      say(id, 'terminate', { reasons, change: (transfer) => ({ ...transfer, ended: { by: transfer.role, reasons } }) }),
    endUnder(agreementId, reason) {
      for (const { id, state, agreementId: under, peerPid } of table.list(-1)) {
        if (under !== agreementId || peerPid === undefined || state === 'COMPLETED' || state === 'TERMINATED') continue;
        this.terminate(id, [reason]);
      }
    },
    answered(id, body) {
      const transfer = find(id);
      if (transfer.peerPid !== undefined) return;
      table.put({ ...transfer, peerPid: readProviderPid(body, 'TransferProcess', id) });
    },
    failed: (id, problem) => table.put({ ...find(id), problem, changedAt: clock() }),
    pushed: (id, bytes) => table.put({ ...find(id), pushedBytes: bytes }),
  };
}

const pathOf: Readonly<Record<TransferStep, string>> = {
  start: 'start',
  suspend: 'suspension',
  complete: 'completion',
  terminate: 'termination',
};
