import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { expect } from 'chai';
import fastify from 'fastify';
import { zeroHash } from 'viem';
import { readConfig } from '../../../node/config.ts';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { addFile } from '../../../node/content/file.ts';
import type { AgreementRecord } from '../../../node/dataspace/agreement/agreement-record.ts';
import { createDataspace, type Dataspace } from '../../../node/dataspace/dataspace.ts';
import { openDataspaceDatabase } from '../../../node/dataspace/store/open-database.ts';
import type { App } from '../../../node/gateway/app.ts';
import { registerErrors } from '../../../node/gateway/plugins/errors.ts';
import { registerAgreements } from '../../../node/gateway/routes/agreements.ts';
import { registerDsp } from '../../../node/gateway/routes/dsp.ts';
import { registerTransfers } from '../../../node/gateway/routes/transfers.ts';
import type { AccessQuestion, Decided } from '../../../node/governance/access.ts';
import type { Json } from '../../../node/protocol/policy/strict-json.ts';
import { targetUrn } from '../../../node/protocol/policy/urn.ts';
import { freePort } from '../../../scripts/tck/free-port.ts';

export interface Connector {
  dataspace: Dataspace;
  content: ContentStore;
  /** Base address of its protocol endpoints. */
  url: string;
  app: App;
  /** What its policies permit everybody: `action purpose`. */
  permitted: Set<string>;
  /** As if the process were killed: nothing under way is finished. */
  halt(): Promise<void>;
  /** Over the same folder and port. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Unix seconds; tests move it. */
export const time = { now: 1_800_000_000 };

export const roads = 'urn:qdt:dataset:roads';
export const roadsOffer = { '@id': 'urn:offer:roads', '@type': 'Offer' as const, permission: [{ action: 'read' }] };
export const roadsBytes = new TextEncoder().encode('0123456789'.repeat(30_000));

/** Two connectors on loopback that may call each other. The provider offers the roads; nobody signs; a test decides the verdicts. */
export async function startPair(): Promise<{ provider: Connector; consumer: Connector }> {
  const ports = [await freePort(), await freePort()];
  const allowed = ports.map((port) => `127.0.0.1:${port}`);
  const provider = await startConnector(ports[0] ?? 0, allowed);
  const consumer = await startConnector(ports[1] ?? 0, allowed);
  const cid = await addFile(provider.content, roadsBytes);
  const words = { title: 'Roads', description: 'Roads of the city', keywords: ['traffic'], collections: [] };
  const offers: Json[] = [roadsOffer];
  const content = { cid, bytes: roadsBytes.length, mediaType: 'application/octet-stream' };
  provider.dataspace.datasets.put({ id: roads, ...words, offers, content });
  return { provider, consumer };
}

async function startConnector(port: number, allowedPeers: readonly string[]): Promise<Connector> {
  const folder = await mkdtemp(join(tmpdir(), 'qdt-connector-'));
  const content = await createContentStore(join(folder, 'content'));
  const permitted = new Set(['read ']);
  const url = `http://127.0.0.1:${port}/dsp/2025-1`;

  async function open(): Promise<Pick<Connector, 'dataspace' | 'app' | 'halt'>> {
    const database = openDataspaceDatabase(join(folder, 'dataspace.sqlite'));
    const access = { decideAll: decideBy(permitted) };
    const told = { participant: undefined, allowedPeers, ownAddress: () => url, clock: () => time.now };
    const dataspace = createDataspace({ ...told, database, content, access, log: () => undefined });
    const app: App = fastify({ forceCloseConnections: true }).withTypeProvider<TypeBoxTypeProvider>();
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    app.decorateRequest('participant', undefined);
    registerErrors(app, () => undefined);
    for (const register of [registerDsp, registerAgreements, registerTransfers])
      register(app, { dataspace, config: readConfig({}, { environment: 'demo' }) });
    await app.listen({ host: '127.0.0.1', port });
    dataspace.begin();
    const halt = async (): Promise<void> => {
      await dataspace.stop();
      await app.close();
      database.close();
    };
    return { dataspace, app, halt };
  }

  const connector: Connector = {
    ...(await open()),
    content,
    url,
    permitted,
    async start() {
      Object.assign(connector, await open());
    },
    async remove() {
      await connector.halt();
      // A request whose connection was cut may still be writing.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
  return connector;
}

/** Waits for what comes over the network: asks until it is so. */
export async function until<T>(what: string, ask: () => T | undefined): Promise<T> {
  const deadline = Date.now() + 8000;
  for (;;) {
    const found = ask();
    if (found !== undefined) return found;
    if (Date.now() > deadline) return expect.fail(`not within 8 seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until the consumer's or provider's negotiation is in that state. */
export async function untilState({ dataspace }: Connector, state: string, role?: string): Promise<string> {
  return await until(
    `a negotiation ${state}`,
    () =>
      dataspace.negotiations
        .list(10)
        .find((one) => one.state === state && one.peerPid !== undefined && one.role === (role ?? one.role))?.id,
  );
}

/** A whole negotiation of the roads, as offered. */
export async function agree(provider: Connector, consumer: Connector): Promise<AgreementRecord> {
  const { negotiations } = consumer.dataspace;
  const begun = await negotiations.start({ connectorAddress: provider.url, dataset: roads, offer: roadsOffer });
  const theirs = await until('the request to arrive', () =>
    provider.dataspace.negotiations.list(100).find(({ peerPid }) => peerPid === begun.id),
  );
  await provider.dataspace.negotiations.agree(theirs.id);
  await until('the agreement', () => (negotiations.get(begun.id).state === 'AGREED' ? true : undefined));
  negotiations.verify(begun.id);
  await until('the verification', () =>
    provider.dataspace.negotiations.get(theirs.id).state === 'VERIFIED' ? true : undefined,
  );
  await provider.dataspace.negotiations.finalize(theirs.id);
  await until('the end', () => (negotiations.get(begun.id).state === 'FINALIZED' ? true : undefined));
  return consumer.dataspace.agreements.get(negotiations.get(begun.id).agreement?.['@id'] ?? '');
}

function decideBy(permitted: ReadonlySet<string>): (questions: readonly AccessQuestion[]) => Decided[] {
  return (questions) =>
    questions.map(({ participant, target, action, purpose, collections = [] }, index) => {
      const isPermitted = permitted.has(`${action} ${purpose}`);
      const reason = isPermitted ? ('PERMITTED' as const) : ('NO_RULE' as const);
      const verdict = { isPermitted, reason, policyId: 0, ruleIndex: 0 };
      const asked = { participant, target: targetUrn(target), action, purpose, collections: [...collections] };
      const when = { at: time.now, askedAt: time.now, block: 0 };
      return {
        verdict,
        record: { ...asked, ...when, ...verdict, number: index + 1, previous: zeroHash, hash: zeroHash },
      };
    });
}
