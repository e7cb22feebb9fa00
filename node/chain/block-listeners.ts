import type { ChainBlock, ChainLog } from './chain.ts';

/** Who wants to know of new blocks. A listener that throws harms nobody else. */
export class BlockListeners {
  readonly #listeners = new Set<(block: ChainBlock) => void>();
  readonly #log: ChainLog | undefined;

  constructor(log: ChainLog | undefined) {
    this.#log = log;
  }

  add(listener: (block: ChainBlock) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(block: ChainBlock): void {
    for (const listener of this.#listeners) {
      try {
        listener(block);
      } catch (error) {
        this.#log?.('chain.listener-failed', { blockNumber: block.number, reason: String(error) });
      }
    }
  }
}
