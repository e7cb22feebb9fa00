import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Address } from 'viem';
import type { ChainLog } from '../chain/chain.ts';
import type { ContentStore } from '../content/content-store.ts';
import { addFile } from '../content/file.ts';
import type { Access } from '../governance/access.ts';
import { parseStrictJson } from '../protocol/policy/strict-json.ts';
import type { AgreementRecord } from './agreement/agreement-record.ts';
import { type Agreements, openAgreements } from './agreement/agreements.ts';
import { createDspCatalog, type DspCatalog } from './catalog/dsp-catalog.ts';
import { type OfferedDatasets, openOfferedDatasets } from './catalog/offered-datasets.ts';
import type { Negotiation } from './negotiation/negotiation.ts';
import { createNegotiations, type Negotiations } from './negotiation/negotiations.ts';
import { negotiationView } from './negotiation/view.ts';
import { anyone, partyName } from './parties.ts';
import { createPeers, type PeersOptions } from './peers/peers.ts';
import { openOutbox } from './store/outbox.ts';
import { openProcessesTable } from './store/processes-table.ts';
import { createDataDoor, type DataDoor } from './transfer/data-door.ts';
import { createPushes } from './transfer/pushes.ts';
import type { Transfer } from './transfer/transfer.ts';
import { openTransferRecords, type TransferRecords } from './transfer/transfer-records.ts';
import { createTransfers, type Transfers } from './transfer/transfers.ts';
import { transferView } from './transfer/view.ts';
import { createVerdicts } from './verdicts.ts';

export interface DataspaceOptions {
  database: DatabaseSync;
  content: ContentStore;
  access: Pick<Access, 'decideAll'>;
  /** The account that this node speaks for; undefined for a node of nobody, which offers nothing. */
  participant: Address | undefined;
  /** `host:port` of connectors that may be private. */
  allowedPeers: readonly string[];
  /** Signs what goes to other connectors; without it this node is anybody there. */
  sign?: PeersOptions['sign'];
  /** Base address of this node's endpoints as others reach them, without a slash at the end. */
  ownAddress: () => string;
  /** Unix seconds. */
  clock: () => number;
  log: ChainLog;
}

/** The connector: what this node offers, negotiates, has agreed to, and hands out. */
export interface Dataspace {
  participant: Address | undefined;
  datasets: OfferedDatasets;
  catalog: DspCatalog;
  negotiations: Negotiations;
  transfers: Transfers;
  agreements: Agreements;
  records: TransferRecords;
  door: DataDoor;
  negotiationView: (negotiation: Negotiation) => ReturnType<typeof negotiationView>;
  transferView: (transfer: Transfer) => ReturnType<typeof transferView>;
  /** By a party; running transfers end with it. */
  retire(id: string, cause: string): AgreementRecord;
  /** Ends what has expired. */
  expire(): void;
  /** Sends what was left over, and looks after ends. */
  begin(): void;
  stop(): Promise<void>;
}

/** How often agreements are looked at whose time may be over; what is handed out asks for itself. */
const expiryMilliseconds = 10_000;

export function createDataspace(options: DataspaceOptions): Dataspace {
  const { database, content, access, participant, ownAddress, clock, log, sign } = options;
  const participantId = partyName(participant);
  const peers = createPeers({ allowed: options.allowedPeers, ...(sign === undefined ? {} : { sign }) });
  const datasets = openOfferedDatasets(database);
  const agreements = openAgreements({ database, clock });
  const verdicts = createVerdicts(access);
  const records = openTransferRecords(database);
  const negotiationsTable = openProcessesTable<Negotiation>(database, 'negotiation');
  const transfersTable = openProcessesTable<Transfer>(database, 'transfer');
  const newId = (): string => `urn:uuid:${randomUUID()}`;
  const serviceOf = (process: string): Pick<Negotiations, 'answered' | 'failed'> =>
    negotiationsTable.get(process) === undefined ? transfers : negotiations;
  const outbox = openOutbox({
    database,
    peers,
    now: () => Date.now(),
    delivered({ process, url }, answer) {
      if (url.endsWith('/negotiations/request') || url.endsWith('/transfers/request'))
        serviceOf(process).answered(process, parseStrictJson(answer));
    },
    failed({ process, url }, problem) {
      log('message-refused', { process, url, problem });
      serviceOf(process).failed(process, problem);
    },
  });
  const parts = { database, outbox, peers, catalog: datasets, verdicts, agreements, ownAddress, clock, newId };
  const negotiations = createNegotiations({
    ...parts,
    table: negotiationsTable,
    participantId,
    ownNames: sign === undefined ? [participantId, anyone] : [participantId],
    keep: (bytes) => addFile(content, bytes),
  });
  const pushes = createPushes({ transfers: () => transfers, door: () => door, peers, log });
  const transfers = createTransfers({
    ...parts,
    table: transfersTable,
    newToken: () => randomBytes(32).toString('base64url'),
    pushDue: pushes.begin,
  });
  const door = createDataDoor({ transfers, agreements, catalog: datasets, verdicts, records, content, clock });
  let expiring: NodeJS.Timeout | undefined;
  function expire(): void {
    for (const { id } of agreements.expire()) transfers.endUnder(id, 'the agreement’s time is over');
  }
  return {
    participant,
    datasets,
    catalog: createDspCatalog({ source: datasets, participantId, serviceUrl: ownAddress }),
    negotiations,
    transfers,
    agreements,
    records,
    door,
    negotiationView: (negotiation) => negotiationView(negotiation, outbox),
    transferView: (transfer) => transferView(transfer, outbox),
    retire(id, cause) {
      const agreement = agreements.retire(id, cause);
      transfers.endUnder(id, `the agreement was retired: ${cause}`);
      return agreement;
    },
    expire,
    begin() {
      outbox.ring();
      pushes.resume();
      expire();
      expiring = setInterval(expire, expiryMilliseconds).unref();
    },
    async stop() {
      clearInterval(expiring);
      await pushes.stop();
      await outbox.stop();
    },
  };
}
