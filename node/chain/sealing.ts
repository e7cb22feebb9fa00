import type { Hex } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { Engine } from './engine.ts';
import { messageOf, type RpcBlock, rpcBlock } from './rpc-values.ts';
import type { CheckedTransaction } from './transaction.ts';

/** What became of the transactions of one block. */
export interface Sealed {
  readonly block: RpcBlock;
  readonly included: CheckedTransaction[];
  /** In order, but the block was full: for the next one. */
  readonly postponed: CheckedTransaction[];
}

/** Puts transactions into the empty pool, in order; reports each that the engine refuses. */
export async function offer(
  engine: Engine,
  transactions: readonly CheckedTransaction[],
  refuse: (transaction: CheckedTransaction, error: NodeError) => void,
): Promise<CheckedTransaction[]> {
  const nonces = new Map<string, number>();
  const taken: CheckedTransaction[] = [];
  for (const transaction of transactions) {
    try {
      await checkNonce(engine, transaction, nonces);
      await engine.request('eth_sendRawTransaction', [transaction.raw]);
      nonces.set(transaction.sender, transaction.nonce + 1);
      taken.push(transaction);
    } catch (error) {
      const refusal = error instanceof NodeError ? error : undefined;
      refuse(transaction, refusal ?? new NodeError('TRANSACTION_REFUSED', { reason: messageOf(error) }, error));
    }
  }
  return taken;
}

/** Mines what the pool holds at this time with base fee 0, and leaves the pool empty again. */
export async function mine(engine: Engine, timestamp: number, offered: readonly CheckedTransaction[]): Promise<Sealed> {
  await engine.request('hardhat_setNextBlockBaseFeePerGas', ['0x0']);
  await engine.request('evm_mine', [timestamp]);
  const block = rpcBlock(await engine.request('eth_getBlockByNumber', ['latest', false]));
  const mined = new Set<Hex>(block.transactions);
  const postponed = offered.filter((transaction) => !mined.has(transaction.hash));
  for (const transaction of postponed) await engine.request('hardhat_dropTransaction', [transaction.hash]);
  if (mined.size + postponed.length !== offered.length) {
    throw new NodeError('BLOCK_NOT_AS_ASKED', { blockNumber: block.number, mined: mined.size, asked: offered.length });
  }
  return { block, included: offered.filter((transaction) => mined.has(transaction.hash)), postponed };
}

/** A gap would stay in the pool and surface in a later block, so it never gets there. */
async function checkNonce(engine: Engine, transaction: CheckedTransaction, nonces: Map<string, number>): Promise<void> {
  const { sender, nonce } = transaction;
  const known = nonces.get(sender);
  const expected = known ?? Number(await engine.request('eth_getTransactionCount', [sender, 'latest']));
  nonces.set(sender, expected);
  if (nonce > expected) throw new NodeError('NONCE_GAP', { sender, nonce, expected });
  if (nonce < expected) throw new NodeError('NONCE_TOO_LOW', { sender, nonce, expected });
}
