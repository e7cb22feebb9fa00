import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Chain } from '../../../node/chain/chain.ts';
import { createRelay } from '../../../node/chain/relay.ts';
import { type NodeConfig, readConfig } from '../../../node/config.ts';
import { createContentStore } from '../../../node/content/content-store.ts';
import { openVersionContents } from '../../../node/dataspace/datasets/version-contents.ts';
import { openEnvelopesTable } from '../../../node/dataspace/keys/envelopes-table.ts';
import { openDataspaceDatabase } from '../../../node/dataspace/store/open-database.ts';
import { openCityIndex } from '../../../node/decisions/city-index.ts';
import { openIndexDatabase } from '../../../node/decisions/index-database.ts';
import { createServices } from '../../../node/gateway/create-services.ts';
import { createFeed } from '../../../node/gateway/feed.ts';
import { createGateway } from '../../../node/gateway/gateway.ts';
import { openAccessRecords } from '../../../node/governance/access-records.ts';
import { openCallsTable } from '../../../node/governance/calls-table.ts';
import { openNoncesTable } from '../../../node/governance/nonces-table.ts';
import { openTextsTable } from '../../../node/governance/texts-table.ts';
import { NodeError } from '../../../node/protocol/errors.ts';
import { counterDeployment, relayKey } from '../chain/counter.ts';
import { startTestChain, type TestChain } from '../chain/fixture.ts';

export interface TestGateway {
  /** Resolves when the index holds all that the chain has. */
  indexed: () => Promise<void>;
  ask: (options: InjectOptions) => Promise<LightMyRequestResponse>;
  close: () => Promise<void>;
}

export interface TestGatewayOptions {
  config?: Partial<NodeConfig>;
  /** The chain says that it is still being verified. */
  verifying?: boolean;
  /** A chain that somebody else opened and removes; its index follows it. */
  over?: Pick<TestChain, 'chain' | 'clock'>;
}

/** A gateway over a chain with no contracts of ours: for what does not depend on them. Answers by `inject`, under localhost. */
export async function startTestGateway({
  config = {},
  verifying = false,
  over,
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'qdt-gateway-'));
  const pageFolder = join(dataFolder, 'page');
  await writePage(pageFolder);
  const own = over === undefined ? await startTestChain({ deployment: counterDeployment }) : undefined;
  const { chain, clock } = over ?? own ?? missing('a chain');
  const seen = verifying ? stillVerifying(chain) : chain;
  const database = openIndexDatabase(join(dataFolder, 'index.sqlite'), chain.genesisHash);
  const callsTable = openCallsTable(join(dataFolder, 'calls.sqlite'));
  const accessRecords = openAccessRecords(join(dataFolder, 'access.sqlite'));
  const textsTable = openTextsTable(join(dataFolder, 'texts.sqlite'));
  const envelopesTable = openEnvelopesTable(join(dataFolder, 'envelopes.sqlite'));
  const nonces = openNoncesTable(join(dataFolder, 'nonces.sqlite'));
  const dataspaceDatabase = openDataspaceDatabase(join(dataFolder, 'dataspace.sqlite'));
  const feed = createFeed(database);
  const log = (): void => {};
  const content = await createContentStore(join(dataFolder, 'content'));
  const index = openCityIndex({
    chain: seen,
    database,
    log,
    decisionChanged: feed.decisionChanged,
    callExecuted: feed.callChanged,
    proposalChanged: feed.proposalChanged,
  });
  if (over !== undefined) index.follow(() => {});
  const services = createServices({
    config: readConfig({}, { environment: 'demo', dataFolder, pageFolder, ...config }),
    version: '0.0.0',
    chain: seen,
    relay: createRelay(seen, relayKey),
    content,
    stored: content,
    versionContents: await openVersionContents(join(dataFolder, 'datasets')),
    envelopesTable,
    callsTable,
    accessRecords,
    dataspaceDatabase,
    ownAddress: () => 'http://localhost/dsp/2025-1',
    nonces,
    textsTable,
    index,
    feed,
    clock: clock.now,
    log,
  });
  const app = await createGateway(services);
  return {
    indexed: () => index.reached(chain.status().headNumber),
    ask: ({ headers, ...options }) => app.inject({ ...options, headers: { host: 'localhost', ...headers } }),
    async close() {
      await app.close();
      await index.stop();
      callsTable.close();
      accessRecords.close();
      dataspaceDatabase.close();
      nonces.close();
      envelopesTable.close();
      textsTable.close();
      database.close();
      await own?.remove();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function missing(what: string): never {
  throw new RangeError(what);
}

async function writePage(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'assets', 'main-abc123.js'), 'export {};');
  await writeFile(join(folder, 'service-worker.js'), 'self;');
}

function stillVerifying(chain: Chain): Chain {
  return {
    chainId: chain.chainId,
    contracts: chain.contracts,
    genesisHash: chain.genesisHash,
    firstBlock: chain.firstBlock,
    ready: new Promise(() => {}),
    status: () => ({ ...chain.status(), verifying: true }),
    request: () => Promise.reject(new NodeError('CHAIN_VERIFYING')),
    sendRawTransaction: () => Promise.reject(new NodeError('CHAIN_VERIFYING')),
    blockTransactions: (number) => chain.blockTransactions(number),
    advance: () => Promise.reject(new NodeError('CHAIN_VERIFYING')),
    onBlock: (listener) => chain.onBlock(listener),
    backup: (folder) => chain.backup(folder),
    stop: () => chain.stop(),
  };
}
