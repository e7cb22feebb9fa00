import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CarWriter } from '@ipld/car';
import { encode } from '@ipld/dag-cbor';
import { expect } from 'chai';
import { CID } from 'multiformats/cid';
import { cidOfBytes, DAG_CBOR } from '../../../node/content/block-cid.ts';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { defaultLimits } from '../../../node/content/limits.ts';
import { bytesOf, codeOf } from './code-of.ts';

describe('CAR', () => {
  let folder: string;
  let source: ContentStore;
  let target: ContentStore;
  let root: string;
  let archive: Uint8Array;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-car-'));
    source = await createContentStore(join(folder, 'source'));
    target = await createContentStore(join(folder, 'target'));
    const leaf = CID.parse(await source.putBlock(encode({ trips: [1, 2, 3] })));
    const middle = CID.parse(await source.putBlock(encode({ leaf })));
    root = await source.putBlock(encode({ left: middle, right: middle }));
    archive = await bytesOf(source.exportCar(root));
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  it('carries a DAG from one store to another, each block once', async () => {
    expect(await target.importCar(archive)).to.deep.equal({ roots: [root], blocks: 3 });
    expect(await bytesOf(target.exportCar(root))).to.deep.equal(archive);
  });

  it('refuses a flipped byte wherever it is, and stores nothing', async () => {
    let refused = 0;
    for (let index = 0; index < archive.length; index += 3) {
      const altered = archive.slice();
      altered.set([(altered[index] ?? 0) ^ 0x10], index);
      const code = await codeOf(target.importCar(altered));
      expect(code, `byte ${index}`).to.be.oneOf([
        'CONTENT_HASH_MISMATCH',
        'CAR_INVALID',
        'CID_INVALID',
        'CONTENT_MISSING',
        'CONTENT_TOO_LARGE',
      ]);
      refused += 1;
    }
    expect(refused).to.be.greaterThan(80);
    expect(await storedIn(target)).to.equal(0);
  });

  it('refuses an archive over any limit', async () => {
    const limits = [{ totalBytes: 100 }, { blockBytes: 20 }, { blocks: 2 }, { depth: 1 }];
    for (const limit of limits) {
      const refusal = target.importCar(archive, { ...defaultLimits, ...limit });
      expect(await codeOf(refusal), JSON.stringify(limit)).to.equal('CONTENT_TOO_LARGE');
    }
    expect(await storedIn(target)).to.equal(0);
    expect(await codeOf(bytesOf(source.exportCar(root, { ...defaultLimits, depth: 1 })))).to.equal('CONTENT_TOO_LARGE');
  });

  it('refuses a block that hangs under no root, and a root that is not inside', async () => {
    const loose = encode('loose');
    expect(await codeOf(target.importCar(await carOf([root], [loose])))).to.equal('CONTENT_MISSING');
    const own = cidOfBytes(loose, DAG_CBOR).toString();
    expect(await codeOf(target.importCar(await carOf([own], [loose, encode('other')])))).to.equal('CAR_INVALID');
    expect(await codeOf(target.importCar(await carOf([], [loose])))).to.equal('CAR_INVALID');
    expect(await storedIn(target)).to.equal(0);
  });

  it('refuses a block that is not canonical, before it stores another', async () => {
    const crooked = Uint8Array.of(0x18, 0x01);
    const link = CID.parse(cidOfBytes(crooked, DAG_CBOR).toString());
    const top = encode({ link });
    const archived = await carOf([cidOfBytes(top, DAG_CBOR).toString()], [top, crooked]);
    expect(await codeOf(target.importCar(archived))).to.equal('CONTENT_NOT_CANONICAL');
    expect(await storedIn(target)).to.equal(0);
  });

  it('says which block is missing when it exports', async () => {
    const absent = CID.parse('bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae');
    const incomplete = await source.putBlock(encode({ absent }));
    expect(await codeOf(bytesOf(source.exportCar(incomplete)))).to.equal('CONTENT_MISSING');
  });
});

async function carOf(roots: string[], blocks: Uint8Array[]): Promise<Uint8Array> {
  const { writer, out } = CarWriter.create(roots.map((root) => CID.parse(root)));
  const written = bytesOf(out);
  for (const bytes of blocks) await writer.put({ cid: cidOfBytes(bytes, DAG_CBOR), bytes });
  await writer.close();
  return await written;
}

async function storedIn(store: ContentStore): Promise<number> {
  let count = 0;
  for await (const _ of store.cids()) count += 1;
  return count;
}
