import { isNodeError } from '../protocol/errors.ts';
import { exportCar, importCar } from './car.ts';
import type { ContentStore } from './content-store.ts';
import type { KuboBlocks } from './kubo.ts';

export interface KuboContentOptions {
  store: ContentStore;
  kubo: KuboBlocks;
  log: (event: string, details: Record<string, string>) => void;
  /** Unix seconds. */
  clock: () => number;
}

/** Content that Kubo holds too. */
export interface KuboContent {
  content: ContentStore;
  /** Resolves when everything written so far was handed to Kubo, or was given up. */
  settled(): Promise<void>;
  /** Hands on no more; waits for the block that is on its way. */
  stop(): Promise<void>;
}

/** A block that Kubo did not have is asked for again after this time, and not before. */
const patienceSeconds = 30;

/**
 * The store with a Kubo node behind it: what is written goes to Kubo as well, one block after the other and without
 * keeping the writer waiting; what is missing is fetched from Kubo, checked, and kept. Whatever fails with Kubo is
 * logged, and the store answers as it would alone.
 */
export function withKubo({ store, kubo, log, clock }: KuboContentOptions): KuboContent {
  const askedAt = new Map<string, number>();
  let offered = Promise.resolve();
  let isStopped = false;

  function offer(cid: string): void {
    offered = offered.then(async () => {
      if (isStopped) return log('kubo.put-dropped', { cid });
      try {
        await kubo.put(cid, await store.get(cid));
      } catch (error) {
        log('kubo.put-failed', { cid, reason: String(error) });
      }
    });
  }

  /** Undefined when Kubo has no such block either, or no good one. */
  async function fetchMissing(cid: string): Promise<Uint8Array | undefined> {
    if (clock() < (askedAt.get(cid) ?? Number.NEGATIVE_INFINITY) + patienceSeconds) return undefined;
    askedAt.set(cid, clock());
    try {
      const bytes = await kubo.get(cid);
      await store.put(cid, bytes);
      askedAt.delete(cid);
      return bytes;
    } catch (error) {
      log('kubo.get-failed', { cid, reason: String(error) });
      return undefined;
    }
  }

  const content: ContentStore = {
    ...store,
    async put(cid, bytes) {
      await store.put(cid, bytes);
      offer(cid);
    },
    async putBlock(bytes) {
      const cid = await store.putBlock(bytes);
      offer(cid);
      return cid;
    },
    async get(cid) {
      try {
        return await store.get(cid);
      } catch (error) {
        if (!isNodeError(error, 'CONTENT_MISSING')) throw error;
        const bytes = await fetchMissing(cid);
        if (bytes === undefined) throw error;
        return bytes;
      }
    },
    exportCar: (root, limits) => exportCar(content, root, limits),
    importCar: (source, limits) => importCar(content, source, limits),
  };
  return {
    content,
    settled: () => offered,
    async stop() {
      isStopped = true;
      await offered;
    },
  };
}
