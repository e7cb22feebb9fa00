import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '@ipld/dag-cbor';
import { expect } from 'chai';
import { base58btc } from 'multiformats/bases/base58';
import { CID } from 'multiformats/cid';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { codeOf } from './code-of.ts';

describe('content store', () => {
  let folder: string;
  let store: ContentStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-content-'));
    store = await createContentStore(folder);
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  it('gives back the bytes it was given, under the CID they have everywhere', async () => {
    const cid = await store.putBlock(encode({ hello: 'world' }));
    expect(cid).to.equal('bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae');
    expect(await store.get(cid)).to.deep.equal(encode({ hello: 'world' }));
    expect(await store.has(cid)).to.equal(true);
  });

  it('refuses bytes that another CID names, and writes nothing', async () => {
    const cid = await store.putBlock(encode(1));
    expect(await codeOf(store.put(cid, encode(2)))).to.equal('CONTENT_HASH_MISMATCH');
    expect(await cidsOf(store)).to.deep.equal([cid]);
  });

  it('says so when a byte of a file was flipped, and heals when the block is put again', async () => {
    const bytes = encode({ energy: '7' });
    const cid = await store.putBlock(bytes);
    const path = join(folder, 'blocks', cid.slice(-3, -1), cid);
    const altered = await readFile(path);
    altered.writeUInt8(altered.readUInt8(3) ^ 1, 3);
    await writeFile(path, altered);
    expect(await codeOf(store.get(cid))).to.equal('CONTENT_HASH_MISMATCH');
    expect(await store.has(cid)).to.equal(false);
    await store.putBlock(bytes);
    expect(await store.get(cid)).to.deep.equal(bytes);
  });

  it('says so when a block is not there', async () => {
    expect(await codeOf(store.get('bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae'))).to.equal(
      'CONTENT_MISSING',
    );
  });

  it('refuses every text that is not a canonical CIDv1 of a known kind', async () => {
    const cid = await store.putBlock(encode(1));
    const texts = [
      '',
      '../../etc/passwd',
      `${cid}/../x`,
      `${cid}\0`,
      cid.toUpperCase(),
      ` ${cid}`,
      cid.slice(0, -1),
      'a'.repeat(5000),
    ];
    texts.push('QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o', CID.parse(cid).toString(base58btc));
    texts.push('bafyaaaa', CID.createV1(0x0129, CID.parse(cid).multihash).toString());
    for (const text of texts) expect(await codeOf(store.get(text)), text).to.equal('CID_INVALID');
    expect(texts).to.have.length(12);
  });

  it('refuses a block above one mebibyte', async () => {
    expect(await codeOf(store.putBlock(new Uint8Array(1024 * 1024 + 1)))).to.equal('CONTENT_TOO_LARGE');
    expect(await cidsOf(store)).to.deep.equal([]);
  });

  it('refuses dag-cbor that is not in its canonical encoding', async () => {
    const indefinite = Uint8Array.of(0x9f, 0x01, 0xff);
    const unsorted = Uint8Array.of(0xa2, 0x61, 0x62, 0x01, 0x61, 0x61, 0x02);
    const overlong = Uint8Array.of(0x18, 0x01);
    for (const bytes of [indefinite, unsorted, overlong, new Uint8Array()]) {
      expect(await codeOf(store.putBlock(bytes))).to.equal('CONTENT_NOT_CANONICAL');
    }
    expect(await cidsOf(store)).to.deep.equal([]);
  });

  it('leaves no temporary file behind', async () => {
    await Promise.all(Array.from({ length: 20 }, async (_, index) => await store.putBlock(encode(index % 5))));
    expect(await readdir(join(folder, 'incoming'))).to.deep.equal([]);
    expect(await cidsOf(store)).to.have.length(5);
  });

  it('copies every block into a backup that is a store of its own', async () => {
    const cids = [await store.putBlock(encode('a')), await store.putBlock(encode('b'))];
    const target = join(folder, 'backup');
    expect((await store.backup(target)).blocks).to.equal(2);
    expect(await cidsOf(await createContentStore(target))).to.have.members(cids);
  });
});

async function cidsOf(store: ContentStore): Promise<string[]> {
  const cids: string[] = [];
  for await (const cid of store.cids()) cids.push(cid);
  return cids;
}
