import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '@ipld/dag-cbor';
import { expect } from 'chai';
import { cidOfBytes, DAG_CBOR } from '../../../node/content/block-cid.ts';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { createKuboBlocks } from '../../../node/content/kubo.ts';
import { type KuboContent, withKubo } from '../../../node/content/kubo-content.ts';
import { bytesOf, codeOf } from './code-of.ts';
import { type FakeKubo, startFakeKubo } from './fake-kubo.fixture.ts';

const block = (value: unknown) => {
  const bytes = new Uint8Array(encode(value));
  return { bytes, cid: cidOfBytes(bytes, DAG_CBOR) };
};

describe('content with a Kubo node behind it', () => {
  let folder: string;
  let kubo: FakeKubo;
  let stored: ContentStore;
  let shared: KuboContent;
  let logged: string[];
  let now: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-kubo-'));
    kubo = await startFakeKubo();
    stored = await createContentStore(folder);
    logged = [];
    now = 1000;
    shared = withKubo({
      store: stored,
      kubo: createKuboBlocks(kubo.url, { timeoutMilliseconds: 2000 }),
      log: (event) => void logged.push(event),
      clock: () => now,
    });
  });
  afterEach(async () => {
    await shared.stop();
    await kubo.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('hands on every block written, by whatever door, without keeping the writer waiting', async () => {
    const { content, settled } = shared;
    const [leaf, root] = [block('leaf'), block({ leaf: block('leaf').cid })];
    const other = await createContentStore(join(folder, 'other'));
    for (const { bytes } of [leaf, root]) await other.putBlock(bytes);
    const car = await bytesOf(other.exportCar(root.cid.toString()));

    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    kubo.instead = (_, response) => {
      void held.then(() => response.destroy());
      return true;
    };
    const slow = await content.putBlock(encode('slow'));
    expect(await stored.has(slow)).to.equal(true);
    release();
    await settled();
    expect(logged).to.deep.equal(['kubo.put-failed']);

    kubo.instead = undefined;
    const one = block(1);
    await content.put(one.cid.toString(), one.bytes);
    await content.importCar(car);
    await settled();
    expect([...kubo.blocks.keys()]).to.have.members([one, leaf, root].map(({ cid }) => cid.toString()));
  });

  it('fetches a missing block, checks it, and keeps it', async () => {
    const { cid, bytes } = block({ far: true });
    kubo.blocks.set(cid.toString(), bytes);
    expect(await shared.content.get(cid.toString())).to.deep.equal(bytes);
    expect(await stored.get(cid.toString())).to.deep.equal(bytes);
    const asked = kubo.asked.length;
    await shared.content.get(cid.toString());
    expect(kubo.asked).to.have.length(asked);
  });

  it('reads a DAG for a CAR of which Kubo has the half', async () => {
    const leaf = block('far leaf');
    kubo.blocks.set(leaf.cid.toString(), leaf.bytes);
    const root = await shared.content.putBlock(encode({ leaf: leaf.cid }));
    const car = await bytesOf(shared.content.exportCar(root));
    const copy = await createContentStore(join(folder, 'copy'));
    expect(await copy.importCar(car)).to.deep.equal({ roots: [root], blocks: 2 });
  });

  it('says that a block is missing when Kubo has none or a false one, keeps nothing, and does not ask again at once', async () => {
    const { cid, bytes } = block({ far: true });
    const name = cid.toString();
    expect(await codeOf(shared.content.get(name))).to.equal('CONTENT_MISSING');
    kubo.blocks.set(name, encode('forged'));
    now += 30;
    expect(await codeOf(shared.content.get(name))).to.equal('CONTENT_MISSING');
    expect(await stored.has(name)).to.equal(false);
    expect(logged).to.deep.equal(['kubo.get-failed', 'kubo.get-failed']);

    kubo.blocks.set(name, bytes);
    now += 29;
    expect(await codeOf(shared.content.get(name))).to.equal('CONTENT_MISSING');
    now += 1;
    expect(await shared.content.get(name)).to.deep.equal(bytes);
  });

  it('answers as the store alone while Kubo is away, and after it was stopped hands on no more', async () => {
    await kubo.stop();
    const cid = await shared.content.putBlock(encode('here'));
    expect(await shared.content.get(cid)).to.deep.equal(encode('here'));
    await shared.settled();
    expect(logged).to.deep.equal(['kubo.put-failed']);
    await shared.stop();
    await shared.content.putBlock(encode('later'));
    await shared.settled();
    expect(logged).to.deep.equal(['kubo.put-failed', 'kubo.put-dropped']);
  });

  it('does not hide that a block was altered here, though Kubo has it whole', async () => {
    const cid = await shared.content.putBlock(encode('here'));
    await shared.settled();
    await writeFile(join(folder, 'blocks', cid.slice(-3, -1), cid), encode('else'));
    expect(await codeOf(shared.content.get(cid))).to.equal('CONTENT_HASH_MISMATCH');
  });
});
