import type { ChainLog } from '../chain/chain.ts';
import { parseBlockCid } from '../content/block-cid.ts';
import type { ContentStore } from '../content/content-store.ts';
import { defaultLimits } from '../content/limits.ts';
import { walkDag } from '../content/links.ts';
import { cidOfDigest } from '../protocol/cid.ts';
import type { DecisionsTable } from './decisions-table.ts';

export interface ContentPull {
  /** Reads, in the background, all that a public decision names, so that it is kept here and can be served. */
  pull(id: number): void;
  /** Tries again what could not be read. */
  retry(): void;
  /** Resolves when everything asked for so far was tried. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface ContentPullOptions {
  table: Pick<DecisionsTable, 'get'>;
  content: Pick<ContentStore, 'get'>;
  log: ChainLog;
}

/** For a node whose content may be elsewhere: on a chain of several nodes a request came in at another one. */
export function createContentPull({ table, content, log }: ContentPullOptions): ContentPull {
  const incomplete = new Set<number>();
  let pulled = Promise.resolve();
  let waiting = 0;
  let isStopped = false;
  const getBlock = (cid: { toString(): string }) => content.get(cid.toString());

  async function pullAll(id: number): Promise<void> {
    const row = isStopped ? undefined : table.get(id);
    if (row === undefined || row.isRestricted) return;
    const roots = [row.problem, row.snapshot, ...(row.record === undefined ? [] : [row.record.report])];
    for (const root of roots.map(cidOfDigest)) {
      for await (const _ of walkDag(parseBlockCid(root), getBlock, defaultLimits)) if (isStopped) return;
      log('content.pulled', { id, root });
    }
    incomplete.delete(id);
  }

  function pull(id: number): void {
    waiting++;
    const next = pulled.then(() => pullAll(id));
    const tried = next.catch((error: unknown) => {
      if (!incomplete.has(id)) log('content.not-pulled', { id, reason: String(error) });
      incomplete.add(id);
    });
    pulled = tried.finally(() => waiting--);
  }

  return {
    pull,
    retry() {
      if (waiting === 0) incomplete.forEach(pull);
    },
    settled: () => pulled,
    async stop() {
      isStopped = true;
      await pulled;
    },
  };
}
