import { unixfs } from '@helia/unixfs';
import { fixedSize } from 'ipfs-unixfs-importer/chunker';
import { balanced } from 'ipfs-unixfs-importer/layout';
import { NodeError } from '../protocol/errors.ts';
import { parseBlockCid } from './block-cid.ts';
import { asBlockstore } from './blockstore.ts';
import type { ContentStore } from './content-store.ts';
import { defaultLimits } from './limits.ts';

/**
 * The parameters of Kubo's `ipfs add --cid-version=1`: 256 KiB chunks, 174 links a node, raw leaves. They are written out because
 * the library's own defaults changed, and a file's CID changes with them.
 */
const importParameters = {
  chunker: fixedSize({ chunkSize: 262_144 }),
  layout: balanced({ maxChildrenPerNode: 174 }),
  rawLeaves: true,
  cidVersion: 1,
} as const;

/** Adds a file as UnixFS and returns its CID. */
export async function addFile(store: ContentStore, bytes: Uint8Array): Promise<string> {
  const { limit, allowed } = { limit: 'totalBytes', allowed: defaultLimits.totalBytes };
  if (bytes.length > allowed) throw new NodeError('CONTENT_TOO_LARGE', { limit, allowed });
  return (await unixfs({ blockstore: asBlockstore(store) }).addBytes(bytes, importParameters)).toString();
}

/** The bytes of a UnixFS file, chunk by chunk, each checked; nothing is fetched from anywhere. */
export function readFile(store: ContentStore, cid: string): AsyncIterable<Uint8Array> {
  return unixfs({ blockstore: asBlockstore(store) }).cat(parseBlockCid(cid), { offline: true });
}

/** The same for a part: `length` bytes from `offset`. */
export function readFileRange(
  store: ContentStore,
  cid: string,
  { offset, length }: { offset: number; length: number },
): AsyncIterable<Uint8Array> {
  return unixfs({ blockstore: asBlockstore(store) }).cat(parseBlockCid(cid), { offline: true, offset, length });
}
