import { type DataBlock, leafBlock } from './block.ts';
import type { DataKeys } from './data-key.ts';
import { type DatasetFile, encodeDirectory } from './directory.ts';
import { leafBytes, sealLeaf } from './leaf.ts';
import { encodeRoot } from './root.ts';
import { createTreeBuilder } from './tree.ts';

/** A file to be sealed: read once, when its turn comes. `bytes` are counted, not asked. */
export interface PlainFile {
  path: string;
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Leaves sealed at a time: their memory is what a stream of any length needs. */
const batchLeaves = 16;

/**
 * Seals files as content-addressed blocks, each yielded once and the root last. Nothing is read further than the blocks that were
 * taken, so the source waits for whoever stores them. Throws what the source throws and what {@link encodeDirectory} does.
 */
export async function* sealContent(
  files: Iterable<PlainFile> | AsyncIterable<PlainFile>,
  keys: DataKeys,
): AsyncGenerator<DataBlock, { root: string; bytes: number; files: DatasetFile[] }> {
  const tree = createTreeBuilder();
  const sealed: DatasetFile[] = [];
  let index = 0;
  let bytes = 0;

  async function seal(batch: Uint8Array<ArrayBuffer>[], isEnd: boolean): Promise<DataBlock[]> {
    const first = index;
    index += batch.length;
    const last = isEnd ? index - 1 : -1;
    const leaves = await Promise.all(
      batch.map(async (plain, at) => {
        const place = { index: first + at, isLast: first + at === last };
        return await leafBlock(await sealLeaf(keys.content, place, plain));
      }),
    );
    const blocks: DataBlock[] = [];
    for (const leaf of leaves) blocks.push(leaf, ...(await tree.push(leaf.cid)));
    return blocks;
  }

  // One leaf is held back: only when nothing follows is it known to be the last.
  let batch: Uint8Array<ArrayBuffer>[] = [];
  for await (const leaf of leavesOf(files, sealed)) {
    if (batch.length > batchLeaves) {
      const held = batch.pop();
      yield* await seal(batch, false);
      batch = held === undefined ? [] : [held];
    }
    batch.push(leaf);
    bytes += leaf.length;
  }
  yield* await seal(batch.length === 0 ? [new Uint8Array()] : batch, true);

  const { blocks, top } = await tree.finish();
  yield* blocks;
  const list = encodeDirectory(sealed);
  const directory = await leafBlock(await sealLeaf(keys.directory, { index: 0, isLast: true }, list));
  yield directory;
  const root = await encodeRoot({
    format: 'qdt-dataset/1',
    bytes,
    leafBytes,
    tree: top,
    directory: directory.cid,
  });
  yield root;
  return { root: root.cid, bytes, files: sealed };
}

/** All files as one stream of full leaves, the last one shorter; notes each file's length when it ended. */
async function* leavesOf(
  files: Iterable<PlainFile> | AsyncIterable<PlainFile>,
  sealed: DatasetFile[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  // As many leaves as are held at a time, used in turn: a leaf is sealed before its memory is needed again.
  const memory = Array.from({ length: batchLeaves + 3 }, () => new Uint8Array(leafBytes));
  const next = (): Uint8Array<ArrayBuffer> => {
    const used = memory.shift() ?? new Uint8Array(leafBytes);
    memory.push(used);
    return used;
  };
  let leaf = next();
  let filled = 0;
  for await (const { path, open } of files) {
    let bytes = 0;
    for await (const chunk of open()) {
      bytes += chunk.length;
      for (let at = 0; at < chunk.length; ) {
        const part = chunk.subarray(at, at + leafBytes - filled);
        leaf.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < leafBytes) continue;
        yield leaf;
        leaf = next();
        filled = 0;
      }
    }
    sealed.push({ path, bytes });
  }
  if (filled > 0) yield leaf.subarray(0, filled);
}
