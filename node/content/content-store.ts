import { decodeCanonical } from '../protocol/canonical.ts';
import { NodeError } from '../protocol/errors.ts';
import { bytesMatch, cidOfBytes, DAG_CBOR, parseBlockCid } from './block-cid.ts';
import { type BlockFiles, openBlockFiles } from './block-files.ts';
import { exportCar, importCar } from './car.ts';
import { type ContentLimits, MAX_BLOCK_BYTES } from './limits.ts';

/** Content by CID. Every block's hash is checked on write, on read and on import; what is acknowledged is on disk. */
export interface ContentStore {
  /**
   * 'CONTENT_HASH_MISMATCH' when the bytes are not those the CID names, 'CONTENT_TOO_LARGE' above 1 MiB, 'CONTENT_NOT_CANONICAL' for
   * dag-cbor in another encoding than its one canonical one.
   */
  put(cid: string, bytes: Uint8Array): Promise<void>;
  /** Stores a dag-cbor block and returns its CID. */
  putBlock(bytes: Uint8Array): Promise<string>;
  /** 'CONTENT_MISSING' when it is not here, 'CONTENT_HASH_MISMATCH' when the file was altered. */
  get(cid: string): Promise<Uint8Array>;
  /** Whether the block is here and whole. */
  has(cid: string): Promise<boolean>;
  cids(): AsyncGenerator<string>;
  exportCar(root: string, limits?: ContentLimits): AsyncGenerator<Uint8Array>;
  importCar(
    source: Uint8Array | AsyncIterable<Uint8Array>,
    limits?: ContentLimits,
  ): Promise<{ roots: string[]; blocks: number }>;
  /** Copies every block, checked, into a content store in another folder; safe while this one is written to. */
  backup(target: string): Promise<{ blocks: number; bytes: number }>;
}

export async function createContentStore(folder: string): Promise<ContentStore> {
  const files = await openBlockFiles(folder);
  const store: ContentStore = {
    async put(cid, bytes) {
      const parsed = parseBlockCid(cid);
      if (!bytesMatch(parsed, requireSize(bytes))) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
      if (parsed.code === DAG_CBOR) decodeCanonical(bytes);
      if (!(await isWhole(files, cid))) await files.write(cid, bytes);
    },
    async putBlock(bytes) {
      const cid = cidOfBytes(bytes, DAG_CBOR).toString();
      await store.put(cid, bytes);
      return cid;
    },
    async get(cid) {
      const parsed = parseBlockCid(cid);
      const bytes = await files.read(cid);
      if (bytes === undefined) throw new NodeError('CONTENT_MISSING', { cid });
      if (!bytesMatch(parsed, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
      return bytes;
    },
    has: async (cid) => await isWhole(files, parseBlockCid(cid).toString()),
    cids: () => files.names(),
    exportCar: (root, limits) => exportCar(store, root, limits),
    importCar: (source, limits) => importCar(store, source, limits),
    backup: async (target) => await copyAll(store, target),
  };
  return store;
}

async function isWhole(files: BlockFiles, cid: string): Promise<boolean> {
  const bytes = await files.read(cid);
  return bytes !== undefined && bytesMatch(parseBlockCid(cid), bytes);
}

async function copyAll(store: ContentStore, target: string): Promise<{ blocks: number; bytes: number }> {
  const copy = await createContentStore(target);
  const total = { blocks: 0, bytes: 0 };
  for await (const cid of store.cids()) {
    const bytes = await store.get(cid);
    await copy.put(cid, bytes);
    total.blocks += 1;
    total.bytes += bytes.length;
  }
  return total;
}

function requireSize(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_BLOCK_BYTES)
    throw new NodeError('CONTENT_TOO_LARGE', { limit: 'blockBytes', allowed: MAX_BLOCK_BYTES });
  return bytes;
}
