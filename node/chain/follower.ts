import type { DatabaseSync } from 'node:sqlite';
import { NodeError } from '../protocol/errors.ts';
import type { Chain, ChainLog } from './chain.ts';
import { findNodeError } from './contracts.ts';
import { openCursor } from './cursor.ts';
import { type FollowedBlock, readBlock } from './followed-block.ts';
import { messageOf } from './rpc-values.ts';

export interface FollowerOptions {
  readonly chain: Chain;
  readonly database: DatabaseSync;
  /** Writes what follows from one block, without awaiting; runs inside the transaction that moves the cursor. */
  readonly apply: (block: FollowedBlock) => void;
  /** Empties everything `apply` wrote: the chain turned out to be another one, and is read again from its start. */
  readonly reset: () => void;
  /** Told after the block's writes are committed. */
  readonly onApplied?: (block: FollowedBlock) => void;
  readonly log?: ChainLog;
  /** Several followers may share a database under different names. */
  readonly name?: string;
}

export interface Follower {
  /** Number of the last block whose writes are committed. */
  position(): number;
  /** Resolves when this block has been applied. Throws FOLLOWER_STOPPED. */
  reached(blockNumber: number): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds before a failed block is read again. */
const retryMilliseconds = 1000;

/**
 * Applies every block of the chain once, in order, each in one transaction with the durable cursor: killed at any moment,
 * it goes on where it was. A gap or another parent hash makes it read everything again.
 */
export function followEvents(options: FollowerOptions): Follower {
  const { chain, log } = options;
  const cursor = openCursor(options.database, options.name ?? 'main', chain.firstBlock);
  const stopping = new AbortController();
  const waiting = new Set<{ blockNumber: number; outcome: PromiseWithResolvers<void> }>();
  let isRecognized = false;
  let rung = Promise.withResolvers<void>();
  const ring = () => rung.resolve();
  const unsubscribe = chain.onBlock(ring);

  function settle(): void {
    for (const one of waiting) {
      if (one.blockNumber > cursor.position()) continue;
      waiting.delete(one);
      one.outcome.resolve();
    }
  }

  async function catchUp(): Promise<void> {
    const headNumber = chain.status().headNumber;
    if (cursor.position() > headNumber) startOver('chain-is-shorter');
    if (!isRecognized) await recognize();
    while (cursor.position() < headNumber && !stopping.signal.aborted) {
      const block = await readBlock(chain, cursor.position() + 1);
      const known = cursor.hash();
      if (known !== undefined && block.parentHash !== known) startOver('other-parent');
      else {
        cursor.commit(block, options.apply);
        options.onApplied?.(block);
        settle();
      }
    }
  }

  /** Once at the start: the block that the cursor stands on must be one of this chain's. */
  async function recognize(): Promise<void> {
    const known = cursor.hash();
    if (known !== undefined && (await readBlock(chain, cursor.position())).hash !== known) startOver('other-block');
    isRecognized = true;
  }

  function startOver(reason: string): void {
    log?.('follower.start-over', { blockNumber: cursor.position(), reason });
    cursor.startOver(options.reset);
  }

  /** False when it must be tried again later. */
  async function attempt(): Promise<boolean> {
    try {
      await catchUp();
      return true;
    } catch (error) {
      const code = findNodeError(error)?.code;
      if (code === 'CHAIN_STOPPED') stopping.abort();
      else log?.('follower.failed', { blockNumber: cursor.position() + 1, reason: messageOf(error) });
      setTimeout(ring, retryMilliseconds).unref();
      return false;
    }
  }

  async function run(): Promise<void> {
    await chain.ready.catch(() => undefined);
    while (!stopping.signal.aborted) {
      rung = Promise.withResolvers<void>();
      const isDone = await attempt();
      if (isDone && cursor.position() < chain.status().headNumber) continue;
      if (!stopping.signal.aborted) await rung.promise;
    }
  }

  const running = run();
  return {
    position: () => cursor.position(),
    reached: (blockNumber) => {
      const outcome = Promise.withResolvers<void>();
      waiting.add({ blockNumber, outcome });
      settle();
      return outcome.promise;
    },
    stop: async () => {
      stopping.abort();
      unsubscribe();
      ring();
      await running;
      for (const one of waiting) one.outcome.reject(new NodeError('FOLLOWER_STOPPED'));
      waiting.clear();
    },
  };
}
