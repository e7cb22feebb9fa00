import { CarBlockIterator } from '@ipld/car';
import type { GetBlock } from '../protocol/dataset/block.ts';
import type { DataKeys } from '../protocol/dataset/data-key.ts';
import { leafBytes, tagBytes } from '../protocol/dataset/leaf.ts';
import { type ByteRange, openRange, readRoot, requireRange } from '../protocol/dataset/open-content.ts';
import type { DatasetRoot } from '../protocol/dataset/root.ts';
import { isNodeError, NodeError } from '../protocol/errors.ts';
import type { NodeClient } from './client.ts';

/** Plain bytes asked for at a time; with their leaves and nodes this is the memory that a download needs. */
const windowBytes = 64 * leafBytes;

/** Nodes that lead to a window's leaves, and leaves that it touches at its ends: more a node may not send. */
const windowMargin = 200_000;

export interface DatasetSource {
  client: Pick<NodeClient, 'content' | 'datasetRange'>;
  name: string;
  version: number;
  /** CID of the root block, as the chain's content root says. */
  contentCid: string;
}

/** The root block, checked against the content root. */
export async function fetchRoot({ client, contentCid }: DatasetSource): Promise<DatasetRoot> {
  return await readRoot(contentCid, (cid) => client.content(cid));
}

/**
 * The plain bytes of a range, fetched window by window: every block is checked against the content root before it is opened, and
 * nothing is yielded of a block that failed. Whoever stops goes on later from the bytes it has.
 */
export async function* downloadRange(
  source: DatasetSource,
  { root, keys, range }: { root: DatasetRoot; keys: DataKeys; range: ByteRange },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  requireRange(range, root.bytes);
  for (let from = range.from; from < range.to; ) {
    // Windows end where leaves end, so that no leaf is fetched twice.
    const end = Math.floor(from / leafBytes) * leafBytes + windowBytes;
    const window = { from, to: Math.min(range.to, end) };
    const getBlock = await fetchWindow(source, window);
    yield* openRange(root, window, { keys, getBlock });
    from = window.to;
  }
}

async function fetchWindow({ client, name, version }: DatasetSource, window: ByteRange): Promise<GetBlock> {
  const leaves = Math.ceil((window.to - window.from) / leafBytes) + 1;
  const most = leaves * (leafBytes + tagBytes) + windowMargin;
  const blocks = await readCar(await client.datasetRange(name, version, window, most));
  return async (cid) => {
    const bytes = blocks.get(cid);
    if (bytes === undefined) throw new NodeError('CONTENT_MISSING', { cid });
    return bytes;
  };
}

/** The blocks of a CAR by their CIDs; whoever reads one checks it. */
async function readCar(car: Uint8Array): Promise<Map<string, Uint8Array>> {
  const blocks = new Map<string, Uint8Array>();
  try {
    for await (const { cid, bytes } of await CarBlockIterator.fromBytes(car)) blocks.set(cid.toString(), bytes);
  } catch (error) {
    throw isNodeError(error) ? error : new NodeError('CAR_INVALID', { rule: 'CARv1' }, error);
  }
  return blocks;
}
