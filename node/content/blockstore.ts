import type { Blockstore, InputPair, Pair } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { NodeError } from '../protocol/errors.ts';
import { parseBlockCid } from './block-cid.ts';
import type { ContentStore } from './content-store.ts';

type Blocks = Pick<ContentStore, 'put' | 'get' | 'has' | 'cids'>;

/** The content store as Helia's libraries want it, so that they too read and write verified blocks only. */
export function asBlockstore(store: Blocks): Blockstore {
  const put = async (cid: CID, bytes: InputPair['bytes']): Promise<CID> => {
    await store.put(cid.toString(), await joined(bytes));
    return cid;
  };
  async function* get(cid: CID): AsyncGenerator<Uint8Array> {
    yield await store.get(cid.toString());
  }
  return {
    has: async (cid) => await store.has(cid.toString()),
    put,
    get,
    async *putMany(source) {
      for await (const { cid, bytes } of source) yield await put(cid, bytes);
    },
    async *getMany(source) {
      for await (const cid of source) yield pair(cid, get);
    },
    async *getAll() {
      for await (const cid of store.cids()) yield pair(parseBlockCid(cid), get);
    },
    delete: refuseDelete,
    // biome-ignore lint/correctness/useYield: nothing is ever deleted
    async *deleteMany() {
      refuseDelete();
    },
  };
}

function pair(cid: CID, get: (cid: CID) => AsyncGenerator<Uint8Array>): Pair {
  return { cid, bytes: get(cid) };
}

/** Evidence is never deleted: a receipt may rely on any block. */
function refuseDelete(): never {
  throw new NodeError('CONTENT_DELETE_REFUSED');
}

async function joined(bytes: InputPair['bytes']): Promise<Uint8Array> {
  if (bytes instanceof Uint8Array) return bytes;
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
