import { car } from '@helia/car';
import { CarBlockIterator } from '@ipld/car';
import { createUnsafe } from 'multiformats/block';
import type { CID } from 'multiformats/cid';
import { decodeCanonical } from '../protocol/canonical.ts';
import { NodeError } from '../protocol/errors.ts';
import { bytesMatch, DAG_CBOR, parseBlockCid, requireBlockCid } from './block-cid.ts';
import { asBlockstore } from './blockstore.ts';
import type { ContentStore } from './content-store.ts';
import { type ContentLimits, defaultLimits } from './limits.ts';
import { type Block, codecOf, walkDag } from './links.ts';

type Blocks = Pick<ContentStore, 'put' | 'get' | 'has' | 'cids'>;

/** The DAG under a root as a CARv1 (ipld.io/specs/transport/car/carv1), each block once, breadth first. */
export function exportCar(store: Blocks, root: string, limits = defaultLimits): AsyncGenerator<Uint8Array> {
  const rootCid = parseBlockCid(root);
  const exporter = { export: () => viewed(walkDag(rootCid, (cid) => store.get(cid.toString()), limits)) };
  return carOver(store).export(rootCid, { exporter });
}

/**
 * Reads a CARv1, checks every block and the shape of the whole, and only then stores it: a refused CAR leaves nothing.
 * Every root must be in it, and every block be reachable from a root. Returns the roots' CIDs.
 */
export async function importCar(
  store: Blocks,
  source: Uint8Array | AsyncIterable<Uint8Array>,
  limits = defaultLimits,
): Promise<{ roots: string[]; blocks: number }> {
  const { roots, blocks } = await readCar(source, limits);
  await requireReachable(roots, blocks, limits);
  await carOver(store).import({ blocks: () => eachOf(blocks.values()) });
  return { roots: roots.map(String), blocks: blocks.size };
}

async function readCar(source: Uint8Array | AsyncIterable<Uint8Array>, limits: ContentLimits) {
  const blocks = new Map<string, Block>();
  try {
    const iterator = await CarBlockIterator.fromIterable(limited(source, limits));
    const roots = (await iterator.getRoots()).map(requireBlockCid);
    if (roots.length === 0) throw new NodeError('CAR_INVALID', { rule: 'at least one root' });
    for await (const { cid, bytes } of iterator) {
      blocks.set(cid.toString(), checked(cid, bytes, limits));
      if (blocks.size > limits.blocks) throw tooLarge('blocks', limits.blocks);
    }
    return { roots, blocks };
  } catch (error) {
    throw error instanceof NodeError ? error : new NodeError('CAR_INVALID', { rule: 'CARv1' }, error);
  }
}

/** The library allocates what a section's length says, so the length of the whole is bounded before it sees a byte. */
async function* limited(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  limits: ContentLimits,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    total += chunk.length;
    if (total > limits.totalBytes) throw tooLarge('totalBytes', limits.totalBytes);
    yield chunk;
  }
}

function checked(cid: CID, bytes: Uint8Array, limits: ContentLimits): Block {
  requireBlockCid(cid);
  if (bytes.length > limits.blockBytes) throw tooLarge('blockBytes', limits.blockBytes);
  if (!bytesMatch(cid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid: cid.toString() });
  if (cid.code === DAG_CBOR) decodeCanonical(bytes);
  return { cid, bytes };
}

async function requireReachable(roots: CID[], blocks: Map<string, Block>, limits: ContentLimits): Promise<void> {
  const reached = new Set<string>();
  const get = async (cid: CID) => {
    const block = blocks.get(cid.toString());
    if (block === undefined) throw new NodeError('CONTENT_MISSING', { cid: cid.toString() });
    return block.bytes;
  };
  for (const root of roots) for await (const { cid } of walkDag(root, get, limits)) reached.add(cid.toString());
  if (reached.size !== blocks.size) throw new NodeError('CAR_INVALID', { rule: 'every block under a root' });
}

async function* viewed(blocks: AsyncIterable<Block>) {
  for await (const { cid, bytes } of blocks)
    yield createUnsafe<unknown, number, number, 0 | 1>({ cid, bytes, codec: codecOf(cid.code) });
}

async function* eachOf(blocks: Iterable<Block>): AsyncGenerator<Block> {
  yield* blocks;
}

function carOver(store: Blocks) {
  return car({ blockstore: asBlockstore(store), getCodec: unused, logger: silent });
}

/** Our own exporter reads the links, so the library never asks for a codec. */
function unused(): never {
  throw new NodeError('CODEC_UNUSED');
}

type ComponentLogger = Parameters<typeof car>[0]['logger'];
type Logger = ReturnType<ComponentLogger['forComponent']>;

const silentLogger: Logger = Object.assign(() => {}, {
  error: () => {},
  trace: () => {},
  enabled: false,
  newScope: () => silentLogger,
});
const silent: ComponentLogger = { forComponent: () => silentLogger };

function tooLarge(limit: keyof ContentLimits, allowed: number): NodeError {
  return new NodeError('CONTENT_TOO_LARGE', { limit, allowed });
}
