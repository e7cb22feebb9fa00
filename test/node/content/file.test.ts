import { mkdtemp, readFile as readDisk, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dagCbor } from '@helia/dag-cbor';
import { expect } from 'chai';
import { asBlockstore } from '../../../node/content/blockstore.ts';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { addFile, readFile } from '../../../node/content/file.ts';
import { bytesOf, codeOf } from './code-of.ts';

describe('file in the content store', () => {
  let folder: string;
  let store: ContentStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-file-'));
    store = await createContentStore(folder);
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  it('has the CID that Kubo gives the same bytes', async () => {
    const cid = await addFile(store, new TextEncoder().encode('hello world\n'));
    expect(cid).to.equal('bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4');
  });

  it('comes back whole when it is many blocks', async () => {
    const bytes = new Uint8Array(700_000).map((_, index) => (index * 31) % 251);
    const cid = await addFile(store, bytes);
    expect(await bytesOf(readFile(store, cid))).to.deep.equal(bytes);
  });

  it('is not read when a chunk was altered on disk', async () => {
    const cid = await addFile(store, new Uint8Array(700_000).fill(7));
    for await (const name of store.cids()) {
      const path = join(folder, 'blocks', name.slice(-3, -1), name);
      const bytes = await readDisk(path);
      if (name !== cid) await writeFile(path, bytes.fill(8, 0, 1));
    }
    expect(await codeOf(bytesOf(readFile(store, cid)))).to.equal('CONTENT_HASH_MISMATCH');
  });

  it('serves the DAG-CBOR library with verified blocks, and refuses to delete', async () => {
    const library = dagCbor({ blockstore: asBlockstore(store) });
    const cid = await library.add({ hello: 'world' });
    expect(await library.get(cid)).to.deep.equal({ hello: 'world' });
    expect(() => asBlockstore(store).delete(cid)).to.throw('CONTENT_DELETE_REFUSED');
  });
});
