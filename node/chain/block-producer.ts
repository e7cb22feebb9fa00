import { isNodeError, NodeError } from '../protocol/errors.ts';
import type { BlockClock } from './block-clock.ts';
import type { ChainBlock } from './chain.ts';
import type { Engine } from './engine.ts';
import type { Journal } from './journal.ts';
import { messageOf } from './rpc-values.ts';
import { mine, offer, type Sealed } from './sealing.ts';
import type { CheckedTransaction } from './transaction.ts';
import { TransactionQueue, transactionsPerBlock } from './transaction-queue.ts';

export interface BlockProducerOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly clock: BlockClock;
  onBlock(block: ChainBlock): void;
}

/**
 * The chain's single writer: execute, append, sync, and only then acknowledge and tell. What arrives while a block is
 * on its way to the disk shares the next one (group commit).
 */
export class BlockProducer {
  readonly #options: BlockProducerOptions;
  readonly #queue = new TransactionQueue();
  #lane: Promise<unknown> = Promise.resolve();
  #arrivals: Promise<unknown> = Promise.resolve();
  #arriving = 0;
  #isScheduled = false;
  #trouble: string | undefined;

  constructor(options: BlockProducerOptions) {
    this.#options = options;
  }

  /** The code of the error that kept the last block from being written; undefined after a good one. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /**
   * Resolves when the transaction is durable. Checks may end in any order; blocks are made in the order of the calls.
   * Throws what the check throws, NONCE_GAP, NONCE_TOO_LOW, TRANSACTION_REFUSED, JOURNAL_WRITE_FAILED, CLOCK_JUMPED.
   */
  async submit(checking: Promise<CheckedTransaction>): Promise<void> {
    const earlier = this.#arrivals;
    this.#arrivals = Promise.allSettled([earlier, checking]);
    this.#arriving += 1;
    let outcome: Promise<void> | undefined;
    try {
      await earlier;
      outcome = this.#queue.add(await checking);
    } finally {
      this.#arriving -= 1;
      this.#schedule();
    }
    await outcome;
  }

  /** Seals a block without transactions. */
  advance(): Promise<void> {
    return this.exclusive(() => this.#seal([]));
  }

  /** Runs something while no block is being made: for reads that depend on the next block's time. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#lane.then(task);
    this.#lane = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all that was submitted has been settled. */
  async drain(): Promise<void> {
    while (this.#queue.length > 0) await this.exclusive(() => this.#next());
    await this.#lane;
  }

  /** What is being checked just now goes into the same block, unless that is full already. */
  #schedule(): void {
    const isWaiting = this.#arriving > 0 && this.#queue.length < transactionsPerBlock;
    if (this.#isScheduled || isWaiting) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.exclusive(() => this.#next());
    });
  }

  async #next(): Promise<void> {
    const batch = this.#queue.take();
    if (batch.length === 0) return;
    try {
      await this.#seal(batch);
    } catch (error) {
      const refusal = isNodeError(error) ? error : new NodeError('BLOCK_FAILED', { reason: messageOf(error) }, error);
      for (const transaction of batch) this.#queue.settle(transaction, refusal);
    }
    if (this.#queue.length > 0) this.#schedule();
  }

  async #seal(batch: readonly CheckedTransaction[]): Promise<void> {
    const { engine, journal, clock, onBlock } = this.#options;
    try {
      const timestamp = clock.next(journal.index.head.timestamp);
      const snapshot = await engine.request('evm_snapshot', []);
      const sealed = await this.#execute(batch, timestamp, snapshot);
      if (sealed === undefined) return;
      const block = { number: sealed.block.number, hash: sealed.block.hash, timestamp: sealed.block.timestamp };
      this.#trouble = undefined;
      onBlock(block);
      for (const transaction of sealed.included) this.#queue.settle(transaction);
      this.#queue.putBack(sealed.postponed);
    } catch (error) {
      this.#trouble = isNodeError(error) ? error.code : 'BLOCK_FAILED';
      throw error;
    }
  }

  /** Executes and writes; on any failure the engine is as before. Undefined when no transaction of the batch was valid. */
  async #execute(
    batch: readonly CheckedTransaction[],
    timestamp: number,
    snapshot: unknown,
  ): Promise<Sealed | undefined> {
    const { engine, journal } = this.#options;
    try {
      const offered = await offer(engine, batch, (transaction, error) => this.#queue.settle(transaction, error));
      if (offered.length === 0 && batch.length > 0) return undefined;
      const sealed = await mine(engine, timestamp, offered);
      const transactions = sealed.included.map((transaction) => transaction.raw);
      await journal.append({ timestamp, baseFee: 0, transactions, hash: sealed.block.hash });
      return sealed;
    } catch (error) {
      await engine.request('evm_revert', [snapshot]);
      throw error;
    }
  }
}
