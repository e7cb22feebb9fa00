import { expect } from 'chai';
import { CID } from 'multiformats/cid';
import { encodeCanonical } from '../../../../node/protocol/canonical.ts';
import { leafBlock, nodeBlock } from '../../../../node/protocol/dataset/block.ts';
import { deriveDataKeys, openDataKeys } from '../../../../node/protocol/dataset/data-key.ts';
import { leafBytes, leafCountOf, sealLeaf } from '../../../../node/protocol/dataset/leaf.ts';
import { blocksOfRange, openDirectory, openRange, readRoot } from '../../../../node/protocol/dataset/open-content.ts';
import { encodeRoot } from '../../../../node/protocol/dataset/root.ts';
import { createTreeBuilder, depthOf, readNode } from '../../../../node/protocol/dataset/tree.ts';
import { expectCode, expectRejection } from '../../../expect-code.ts';
import { joined, pattern, plainFile, reader, sealed, secret } from './dataset.fixture.ts';

const plain = pattern(3 * leafBytes + 1000);
const whole = { from: 0, to: plain.length };

describe('the content of a dataset', () => {
  let one: Awaited<ReturnType<typeof sealed>>;
  before(async () => {
    one = await sealed([plainFile('a.csv', plain)]);
  });

  it('opens to what was sealed, for every length around a leaf', async () => {
    const lengths = [0, 1, leafBytes - 1, leafBytes, leafBytes + 1, 17 * leafBytes, 60 * leafBytes + 3];
    for (const length of lengths) {
      const bytes = pattern(length, length + 1);
      const { root, keys, getBlock } = await sealed([plainFile('x', bytes)]);
      const opened = await joined(
        openRange(await readRoot(root, getBlock), { from: 0, to: length }, { keys, getBlock }),
      );
      expect(Buffer.compare(opened, bytes), String(length)).to.equal(0);
    }
  });

  it('opens any range alone, and reads only the blocks that the range needs', async () => {
    const root = await readRoot(one.root, one.getBlock);
    for (const [from, to] of [
      [0, 1],
      [leafBytes - 1, leafBytes + 1],
      [leafBytes, 2 * leafBytes],
      [plain.length - 1, plain.length],
      [5, 5],
    ] as const) {
      const asked = new Set<string>();
      const getBlock = (cid: string) => {
        asked.add(cid);
        return one.getBlock(cid);
      };
      const opened = await joined(openRange(root, { from, to }, { keys: one.keys, getBlock }));
      expect(Buffer.compare(opened, plain.subarray(from, to))).to.equal(0);
      const leaves = from === to ? 0 : Math.floor((to - 1) / leafBytes) - Math.floor(from / leafBytes) + 1;
      expect(asked.size).to.equal(leaves === 0 ? 0 : leaves + 1);
    }
  });

  it('is blocks of at most 64 KiB and a tag', () => {
    for (const { bytes } of one.order) expect(bytes.length).to.be.at.most(leafBytes + 16);
  });

  it('keeps the files of a folder and their names, which nobody reads without the key', async () => {
    const folder = await sealed([
      plainFile('a/b.txt', pattern(10)),
      plainFile('empty', pattern(0)),
      plainFile('c', pattern(70_000)),
    ]);
    const root = await readRoot(folder.root, folder.getBlock);
    expect(await openDirectory(root, folder.keys, folder.getBlock)).to.deep.equal([
      { path: 'a/b.txt', bytes: 10 },
      { path: 'empty', bytes: 0 },
      { path: 'c', bytes: 70_000 },
    ]);
    for (const { bytes } of folder.order) expect(Buffer.from(bytes).includes('b.txt')).to.equal(false);
    const other = await deriveDataKeys(pattern(32));
    await expectRejection('DATASET_LEAF_ALTERED', openDirectory(root, other, folder.getBlock));
  });

  it('refuses paths that lead out of the folder, or stand twice', async () => {
    for (const path of ['../x', '/x', 'a//b', 'a/./b', 'c:\\x', ''])
      await expectRejection('DATASET_PATH_INVALID', sealed([plainFile(path, pattern(1))]));
    await expectRejection('DATASET_PATH_INVALID', sealed([plainFile('x', pattern(1)), plainFile('x', pattern(1))]));
  });

  it('refuses a range outside', async () => {
    const root = await readRoot(one.root, one.getBlock);
    for (const range of [
      { from: 0, to: plain.length + 1 },
      { from: -1, to: 1 },
      { from: 2, to: 1 },
      { from: 0.5, to: 1 },
    ])
      await expectRejection('DATASET_RANGE_OUTSIDE', joined(openRange(root, range, one)));
  });

  it('refuses a swapped block before it decrypts anything of it', async () => {
    const root = await readRoot(one.root, one.getBlock);
    const [first, second] = one.order.map(({ cid }) => cid);
    const swapped = new Map(one.blocks);
    swapped.set(first ?? '', one.blocks.get(second ?? '') ?? new Uint8Array());
    const wrong = { keys: one.keys, getBlock: reader(swapped) };
    await expectRejection('CONTENT_HASH_MISMATCH', joined(openRange(root, whole, wrong)));
  });

  it('refuses a file cut off, leaves that changed places and another length, though a liar built a good tree over them', async () => {
    const leaves = one.order.slice(0, 4).map(({ cid }) => cid);
    const [a = '', b = '', c = '', d = ''] = leaves;
    const lies = [
      { leaves: [a, b, c], bytes: 3 * leafBytes },
      { leaves: [b, a, c, d], bytes: plain.length },
      { leaves, bytes: plain.length - 1 },
      { leaves: [a, b, c], bytes: plain.length },
    ];
    const codes = ['DATASET_LEAF_ALTERED', 'DATASET_LEAF_ALTERED', 'DATASET_LEAF_ALTERED', 'DATASET_TREE_INVALID'];
    for (const [at, lie] of lies.entries()) {
      const node = await nodeBlock(encodeCanonical(lie.leaves.map((cid) => CID.parse(cid))));
      const { directory } = await readRoot(one.root, one.getBlock);
      const block = await encodeRoot({
        format: 'qdt-dataset/1',
        bytes: lie.bytes,
        leafBytes,
        tree: node.cid,
        directory,
      });
      const blocks = new Map([...one.blocks, [node.cid, node.bytes], [block.cid, block.bytes]]);
      const root = await readRoot(block.cid, reader(blocks));
      const opening = openRange(root, { from: 0, to: lie.bytes }, { keys: one.keys, getBlock: reader(blocks) });
      await expectRejection(codes[at] ?? '', joined(opening));
    }
  });

  it('is opened by the one key that was committed to', async () => {
    const { commitment } = one.keys;
    expect((await openDataKeys(secret, commitment)).commitment).to.equal(commitment);
    await expectRejection('DATA_KEY_MISMATCH', openDataKeys(pattern(32), commitment));
    await expectRejection('DATA_KEY_INVALID', openDataKeys(pattern(31), commitment));
  });

  it('has other leaves under another index or as the last one', async () => {
    const leaf = pattern(100);
    const places = [
      { index: 0, isLast: false },
      { index: 0, isLast: true },
      { index: 1, isLast: false },
    ];
    const cids = await Promise.all(
      places.map(async (place) => (await leafBlock(await sealLeaf(one.keys.content, place, leaf))).cid),
    );
    expect(new Set(cids).size).to.equal(3);
  });
});

describe('the tree over leaves', () => {
  it('has the depth that the number of leaves says, and every leaf in its place', async () => {
    for (const count of [1, 2, 256, 257, 300, 513]) {
      const builder = createTreeBuilder();
      const leaves = await Promise.all(
        Array.from({ length: count }, async (_, at) => (await leafBlock(pattern(8, at + 1))).cid),
      );
      const blocks = new Map<string, Uint8Array>();
      for (const cid of leaves) for (const node of await builder.push(cid)) blocks.set(node.cid, node.bytes);
      const { blocks: rest, top } = await builder.finish();
      for (const node of rest) blocks.set(node.cid, node.bytes);
      expect(blocks.size === 0 ? 0 : count > 256 ? 2 : 1).to.equal(depthOf(count));
      const bytes = (count - 1) * leafBytes + 1;
      expect(leafCountOf(bytes)).to.equal(count);
      const root = { format: 'qdt-dataset/1', bytes, leafBytes, tree: top, directory: top } as const;
      const found: string[] = [];
      for await (const { cid, leaf } of blocksOfRange(root, { from: 0, to: bytes }, reader(blocks)))
        if (leaf !== undefined) found[leaf] = cid;
      expect(found).to.deep.equal(leaves);
    }
  });

  it('refuses a node with another number of links', async () => {
    const { cid } = await leafBlock(pattern(1));
    const node = encodeCanonical([CID.parse(cid)]);
    expectCode('DATASET_TREE_INVALID', () => readNode(node, 2));
  });
});
