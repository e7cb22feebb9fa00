import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Hex } from 'viem';
import type { Chain, ChainLog } from './chain/chain.ts';
import { openEmbeddedChain } from './chain/embedded-chain.ts';
import { startHeartbeat } from './chain/heartbeat.ts';
import { createRelay } from './chain/relay.ts';
import { openRemoteChain } from './chain/remote-chain.ts';
import type { NodeConfig } from './config.ts';
import { openContent } from './content/open-content.ts';
import { openVersionContents } from './dataspace/datasets/version-contents.ts';
import type { DataspaceOptions } from './dataspace/dataspace.ts';
import { dspPath } from './dataspace/dsp/context.ts';
import { openEnvelopesTable } from './dataspace/keys/envelopes-table.ts';
import { openDataspaceDatabase } from './dataspace/store/open-database.ts';
import { openCityIndex } from './decisions/city-index.ts';
import { type ContentPull, createContentPull } from './decisions/content-pull.ts';
import { createFinalizer } from './decisions/finalizer.ts';
import { openIndexDatabase } from './decisions/index-database.ts';
import { createSampleKeeper, type SampleKeeper } from './decisions/sample-keeper.ts';
import { readStoredSample } from './decisions/stored-sample.ts';
import { createServices } from './gateway/create-services.ts';
import { createFeed } from './gateway/feed.ts';
import { createGateway } from './gateway/gateway.ts';
import { openAccessRecords } from './governance/access-records.ts';
import { openCallsTable } from './governance/calls-table.ts';
import { openNoncesTable } from './governance/nonces-table.ts';
import { openRelayKey } from './governance/relay-key.ts';
import { openTextsTable } from './governance/texts-table.ts';
import { votingTimes } from './governance/voting-times.ts';
import { NodeError } from './protocol/errors.ts';

export interface NodeOptions {
  /** What happens, for a person or a log file; never a secret. */
  log: ChainLog;
  /** Unix seconds. Outside tests leave it out: then the system's clock is guarded against jumps. */
  clock?: () => number;
  /** Signs what this node says to other connectors, in the name of its participant. */
  signMessage?: DataspaceOptions['sign'];
  /** Ends an unfinished start. */
  signal?: AbortSignal;
}

export interface RunningNode {
  url: string;
  port: number;
  /** Resolves when the ledger is verified and the index has caught up; before that, reads are answered and calls refused. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** Calls nobody completed are forgotten this long after their deadline. */
const forgetSeconds = 30 * 86_400;

/**
 * Opens chain, content, index, services and gateway in that order; `stop` closes them in reverse. The data folder holds
 * chain/ (the journal), content/ (the blocks), datasets/ (encrypted content), envelopes.sqlite (sealed keys), calls.sqlite, access.sqlite, dataspace.sqlite, texts.sqlite, nonces.sqlite, relay.key, and index.sqlite,
 * which may be deleted at any time.
 */
export async function startNode(config: NodeConfig, options: NodeOptions): Promise<RunningNode> {
  const { log } = options;
  const clock = wholeSeconds(options.clock);
  const closers: (() => Promise<void> | void)[] = [];
  const stop = (): Promise<void> => closeAll(closers);
  try {
    await mkdir(config.dataFolder, { recursive: true });
    const relayKey = await openRelayKey(join(config.dataFolder, 'relay.key'));
    const chain = await openChain(config, relayKey, options);
    closers.push(() => chain.stop());
    const { kuboRpc } = config;
    const opened = await openContent(join(config.dataFolder, 'content'), { kuboRpc, log, clock });
    closers.push(() => opened.stop());
    const { content, stored } = opened;
    const database = openIndexDatabase(join(config.dataFolder, 'index.sqlite'), chain.genesisHash);
    closers.push(() => database.close());
    const callsTable = openCallsTable(join(config.dataFolder, 'calls.sqlite'));
    closers.push(() => callsTable.close());
    callsTable.forget(clock() - forgetSeconds);
    const textsTable = openTextsTable(join(config.dataFolder, 'texts.sqlite'));
    closers.push(() => textsTable.close());
    const nonces = openNoncesTable(join(config.dataFolder, 'nonces.sqlite'));
    closers.push(() => nonces.close());

    const versionContents = await openVersionContents(join(config.dataFolder, 'datasets'));
    const envelopesTable = openEnvelopesTable(join(config.dataFolder, 'envelopes.sqlite'));
    closers.push(() => envelopesTable.close());
    const accessRecords = openAccessRecords(join(config.dataFolder, 'access.sqlite'));
    closers.push(() => accessRecords.close());

    const dataspaceDatabase = openDataspaceDatabase(join(config.dataFolder, 'dataspace.sqlite'));
    closers.push(() => dataspaceDatabase.close());
    let listening = config.publicUrl;
    const ownAddress = (): string => {
      if (listening === undefined) throw new NodeError('NODE_NOT_LISTENING');
      return `${listening.replace(/\/$/, '')}${dspPath}`;
    };

    const feed = createFeed(database);
    let contentPull: ContentPull | undefined;
    let sampleKeeper: SampleKeeper | undefined;
    const index = openCityIndex({
      chain,
      database,
      log,
      decisionChanged(id) {
        feed.decisionChanged(id);
        contentPull?.pull(id);
        sampleKeeper?.keep(id);
      },
      callExecuted(digest, transactionHash) {
        callsTable.markExecuted(digest, transactionHash);
        feed.callChanged(digest);
      },
      proposalChanged: feed.proposalChanged,
    });
    closers.push(() => index.stop());
    const readSample = (hash: Hex) => readStoredSample(chain, hash);
    sampleKeeper = createSampleKeeper({ steps: index.steps, content, readSample, log });
    closers.push(() => sampleKeeper?.settled());
    if (opened.isShared) contentPull = createContentPull({ table: index.decisions, content, log });
    closers.push(() => contentPull?.stop());
    const relay = createRelay(chain, relayKey);
    const finalizer = createFinalizer({
      table: index.decisions,
      relay,
      ledger: chain.contracts.decisionLedger,
      court: chain.contracts.modelCourt,
      claims: index.claims,
      clock,
      log,
    });
    closers.push(() => finalizer.stop());
    const heartbeat = startHeartbeat({
      chain,
      clock,
      onError: (error) => log('heartbeat-failed', { cause: String(error) }),
    });
    closers.push(() => heartbeat.stop());
    const beatAtVotes = (after: number): void => {
      for (const at of votingTimes(index.proposals.open(), after)) heartbeat.schedule(at);
    };
    index.follow(({ number, hash, timestamp }) => {
      feed.ring({ number, hash, timestamp });
      finalizer.plan();
      beatAtVotes(timestamp);
      contentPull?.retry();
    });
    const ready = chain.ready.then(async () => {
      await index.reached(chain.status().headNumber);
      finalizer.plan();
      beatAtVotes(clock());
    });
    ready.catch((error: unknown) => log('node.not-ready', { reason: String(error) }));

    const version = await readVersion();
    const parts = {
      config,
      version,
      chain,
      relay,
      content,
      stored,
      versionContents,
      envelopesTable,
      callsTable,
      accessRecords,
      dataspaceDatabase,
      ownAddress,
      ...(options.signMessage === undefined ? {} : { signMessage: options.signMessage }),
      textsTable,
      nonces,
      index,
      feed,
      clock,
      log,
    };
    const services = createServices(parts);
    closers.push(() => services.dataspace.stop());
    const app = await createGateway(services);
    closers.push(() => app.close());
    await app.listen({ host: config.host, port: config.port });
    const { port } = addressOf(app.server.address());
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    listening ??= url;
    services.dataspace.begin();
    log('node.listening', { url });
    return { url, port, ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function openChain(config: NodeConfig, relayKey: Hex, { log, clock, signal }: NodeOptions): Promise<Chain> {
  const { chainId, chainRpc, remote, genesisAt, founders, governance } = config;
  const common = { log, ...(signal === undefined ? {} : { signal }) };
  if (chainRpc !== undefined && remote !== undefined) {
    return openRemoteChain({ ...common, ...remote, url: chainRpc, chainId, clock: wholeSeconds(clock) });
  }
  return openEmbeddedChain({
    ...common,
    folder: join(config.dataFolder, 'chain'),
    relayKey,
    genesis: {
      chainId,
      minimumWindowSeconds: config.challengeWindowSeconds,
      governance,
      ...(genesisAt === undefined ? {} : { timestamp: genesisAt }),
      ...(founders === undefined ? {} : { founders }),
    },
    ...(clock === undefined ? {} : { clock: wholeSeconds(clock) }),
  });
}

function wholeSeconds(clock: (() => number) | undefined): () => number {
  return clock === undefined ? () => Math.floor(Date.now() / 1000) : () => Math.floor(clock());
}

/** Closes what was opened last first; one that fails does not keep the others open. */
async function closeAll(closers: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function readVersion(): Promise<string> {
  const described: unknown = JSON.parse(await readFile(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
  const hasVersion = typeof described === 'object' && described !== null && 'version' in described;
  return hasVersion ? String(described.version) : '0.0.0';
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}
