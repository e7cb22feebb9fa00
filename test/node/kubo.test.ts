import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createClient } from '../../node/client/client.ts';
import { readConfig } from '../../node/config.ts';
import { type RunningNode, startNode } from '../../node/node.ts';
import { encodeCanonical } from '../../node/protocol/canonical.ts';
import { cidOfBlock } from '../../node/protocol/cid.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { takeSnapshot } from '../../node/twin/demonstration.ts';
import { agencyKey, requestBatch, startTestCity, submission, type TestCity } from './city.fixture.ts';
import { type FakeKubo, startFakeKubo } from './content/fake-kubo.fixture.ts';

describe('two nodes of one ledger with a Kubo node between them', function () {
  this.timeout(60_000);
  let kubo: FakeKubo;
  let city: TestCity;
  let folder: string;
  let second: RunningNode;
  const pulled = new Map<string, PromiseWithResolvers<void>>();

  before(async () => {
    kubo = await startFakeKubo();
    city = await startTestCity({ kuboRpc: kubo.url });
    folder = await mkdtemp(join(tmpdir(), 'qdt-second-'));
    const { contracts, chainId } = city.network;
    const config = readConfig(
      {},
      {
        dataFolder: folder,
        port: 0,
        environment: 'demo',
        chainId,
        chainRpc: `${city.node.url}/rpc`,
        remote: { contracts, firstBlock: 0 },
        kuboRpc: kubo.url,
      },
    );
    second = await startNode(config, {
      log: (event, { root }) => {
        if (event === 'content.pulled') pulled.get(String(root))?.resolve();
      },
    });
    await second.ready;
  });
  after(async () => {
    await second?.stop();
    await city?.remove();
    await kubo?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('share the content of a decision: what one node stored, the other finds and serves', async () => {
    const { cid } = await city.client.takeSnapshot();
    const { batch, blocks } = requestBatch(city, cid, 11n);
    const roots = [cid, cidOfBlock(blocks[0] ?? new Uint8Array())];
    for (const root of roots) pulled.set(root, Promise.withResolvers());
    await city.client.requestDecision(submission(city.network, batch, [agencyKey()], blocks));
    await Promise.all(roots.map((root) => pulled.get(root)?.promise));

    const other = createClient({ url: second.url });
    const named = [...roots, ...documentsOfSnapshot()];
    for (const one of named) expect(await other.content(one)).to.deep.equal(await city.client.content(one));
    expect(named).to.have.length(5);
    expect((await other.decision(1)).snapshotCid).to.equal(cid);
  });

  it('serve nobody what the ledger does not name, though Kubo has it', async () => {
    const bytes = encodeCanonical({ anything: 'at all' });
    const cid = cidOfBlock(bytes);
    kubo.blocks.set(cid, bytes);
    const asked = kubo.asked.length;
    expect(await contentOf(city.client, cid)).to.equal(undefined);
    expect(kubo.asked).to.have.length(asked);
  });
});

/** The blocks under a snapshot that are the same at any time. */
function documentsOfSnapshot(): string[] {
  const { blocks, cid } = takeSnapshot(() => 1_790_000_000);
  return blocks.filter((block) => block.cid !== cid).map((block) => block.cid);
}

async function contentOf(client: ReturnType<typeof createClient>, cid: string): Promise<Uint8Array | undefined> {
  try {
    return await client.content(cid);
  } catch (error) {
    if (isNodeError(error, 'CONTENT_NOT_FOUND')) return undefined;
    throw error;
  }
}
