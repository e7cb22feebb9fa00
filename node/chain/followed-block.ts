import type { Address, Hex, Log } from 'viem';
import type { Chain } from './chain.ts';
import { createChainClient } from './contracts.ts';

export interface FollowedTransaction {
  readonly hash: Hex;
  readonly index: number;
  readonly from: Address;
  /** Undefined for a contract's creation. */
  readonly to: Address | undefined;
  readonly input: Hex;
  readonly gasUsed: number;
  /** Events in the order in which they happened; none of a failed transaction. */
  readonly logs: readonly Log<bigint, number, false>[];
}

/** A block with everything that an index is made from. */
export interface FollowedBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly transactions: readonly FollowedTransaction[];
}

/** Reads one block with its transactions and their events. Throws as the chain's request does. */
export async function readBlock(chain: Chain, blockNumber: number): Promise<FollowedBlock> {
  const client = createChainClient(chain);
  const block = await client.getBlock({ blockNumber: BigInt(blockNumber), includeTransactions: true });
  const transactions = await Promise.all(
    block.transactions.map(async ({ hash, from, to, input, transactionIndex }): Promise<FollowedTransaction> => {
      const receipt = await client.getTransactionReceipt({ hash });
      const { gasUsed, logs } = receipt;
      return { hash, index: transactionIndex, from, to: to ?? undefined, input, gasUsed: Number(gasUsed), logs };
    }),
  );
  return {
    number: Number(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    timestamp: Number(block.timestamp),
    transactions,
  };
}
