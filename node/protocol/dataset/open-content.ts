import { NodeError } from '../errors.ts';
import { type GetBlock, readBlock } from './block.ts';
import type { DataKeys } from './data-key.ts';
import { type DatasetFile, decodeDirectory } from './directory.ts';
import { leafBytes, leafCountOf, openLeaf, tagBytes } from './leaf.ts';
import { type DatasetRoot, decodeRoot } from './root.ts';
import { depthOf, fanOut, reachOf, readNode } from './tree.ts';

/** Plain bytes from `from` up to but not including `to`. */
export interface ByteRange {
  from: number;
  to: number;
}

/** The root block, checked against its CID; what it says is what the chain's content root commits to. */
export async function readRoot(root: string, getBlock: GetBlock): Promise<DatasetRoot> {
  return decodeRoot(await readBlock(getBlock, root));
}

/** The files of a version, in their order. */
export async function openDirectory(root: DatasetRoot, keys: DataKeys, getBlock: GetBlock): Promise<DatasetFile[]> {
  const sealed = await readBlock(getBlock, root.directory);
  return decodeDirectory(await openLeaf(keys.directory, { index: 0, isLast: true }, sealed), root.bytes);
}

/** Whole bytes, in order, within the content; else 'DATASET_RANGE_OUTSIDE'. */
export function requireRange({ from, to }: ByteRange, bytes: number): void {
  const isWhole = Number.isSafeInteger(from) && Number.isSafeInteger(to);
  if (!isWhole || from < 0 || from > to || to > bytes)
    throw new NodeError('DATASET_RANGE_OUTSIDE', { from, to, bytes, rule: '0 <= from <= to <= bytes' });
}

/** The CIDs of the blocks that a range needs, in the order in which they are read: each node before what is under it. */
export async function* blocksOfRange(
  root: DatasetRoot,
  range: ByteRange,
  getBlock: GetBlock,
): AsyncGenerator<{ cid: string; leaf?: number }> {
  requireRange(range, root.bytes);
  if (range.from === range.to && root.bytes > 0) return;
  const leafCount = leafCountOf(root.bytes);
  const last = Math.max(range.from, range.to - 1);
  const wanted = { first: Math.floor(range.from / leafBytes), last: Math.floor(last / leafBytes) };

  async function* under(cid: string, height: number, start: number): AsyncGenerator<{ cid: string; leaf?: number }> {
    if (height === 0) {
      yield { cid, leaf: start };
      return;
    }
    yield { cid };
    const reach = reachOf(height);
    const count = Math.min(leafCount - start, reach * fanOut);
    const links = readNode(await readBlock(getBlock, cid), Math.ceil(count / reach));
    for (const [at, link] of links.entries()) {
      const begin = start + at * reach;
      if (begin <= wanted.last && begin + reach > wanted.first) yield* under(link, height - 1, begin);
    }
  }

  yield* under(root.tree, depthOf(leafCount), 0);
}

/** Leaves that are fetched and opened at a time. */
const batchLeaves = 16;

/**
 * The plain bytes of a range. Every block is checked against the root before anything of it is decrypted. Throws
 * 'DATASET_RANGE_OUTSIDE', 'CONTENT_HASH_MISMATCH' for a swapped block, 'DATASET_TREE_INVALID' and 'DATASET_LEAF_ALTERED' for a
 * tree that a liar built over leaves cut off, moved or of another key.
 */
export async function* openRange(
  root: DatasetRoot,
  range: ByteRange,
  { keys, getBlock }: { keys: DataKeys; getBlock: GetBlock },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const last = leafCountOf(root.bytes) - 1;

  async function open({ cid, leaf }: { cid: string; leaf: number }): Promise<Uint8Array<ArrayBuffer>> {
    const sealed = await readBlock(getBlock, cid);
    const begin = leaf * leafBytes;
    const length = Math.min(leafBytes, root.bytes - begin);
    if (sealed.length !== length + tagBytes)
      throw new NodeError('DATASET_LEAF_ALTERED', { leaf, rule: `${length + tagBytes} bytes` });
    const plain = await openLeaf(keys.content, { index: leaf, isLast: leaf === last }, sealed);
    return plain.subarray(Math.max(0, range.from - begin), Math.min(length, range.to - begin));
  }

  let batch: { cid: string; leaf: number }[] = [];
  for await (const { cid, leaf } of blocksOfRange(root, range, getBlock)) {
    if (leaf === undefined) continue;
    batch.push({ cid, leaf });
    if (batch.length < batchLeaves) continue;
    yield* await Promise.all(batch.map(open));
    batch = [];
  }
  yield* await Promise.all(batch.map(open));
}
