import type { Hex } from 'viem';
import type { NodeError } from '../protocol/errors.ts';
import type { CheckedTransaction } from './transaction.ts';

/** Verifying a post-quantum signature leaves some 15 MB in the engine per transaction of one block. */
const heavyPerBlock = 4;
export const transactionsPerBlock = 50;

/** Transactions in the order they came, and whoever waits for each. */
export class TransactionQueue {
  readonly #waiting: CheckedTransaction[] = [];
  readonly #promises = new Map<Hex, PromiseWithResolvers<void>>();

  get length(): number {
    return this.#waiting.length;
  }

  /** Resolves when the transaction's block is durable. The same transaction twice waits for the same block. */
  add(transaction: CheckedTransaction): Promise<void> {
    const known = this.#promises.get(transaction.hash);
    if (known !== undefined) return known.promise;
    const outcome = Promise.withResolvers<void>();
    this.#promises.set(transaction.hash, outcome);
    this.#waiting.push(transaction);
    return outcome.promise;
  }

  /** Takes the next block's transactions: at most 50, of which at most 4 heavy; nobody overtakes. */
  take(): CheckedTransaction[] {
    let heavy = 0;
    let count = 0;
    while (count < this.#waiting.length && count < transactionsPerBlock) {
      if (this.#waiting[count]?.isHeavy === true) heavy += 1;
      if (heavy > heavyPerBlock) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  putBack(transactions: readonly CheckedTransaction[]): void {
    this.#waiting.unshift(...transactions);
  }

  settle(transaction: CheckedTransaction, error?: NodeError): void {
    const outcome = this.#promises.get(transaction.hash);
    this.#promises.delete(transaction.hash);
    if (error === undefined) outcome?.resolve();
    else outcome?.reject(error);
  }
}
