import type { Hex } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { BlockClock } from './block-clock.ts';
import type { BlockProducer } from './block-producer.ts';
import { durableOnly, pinToHead } from './durable-reads.ts';
import type { Engine } from './engine.ts';
import type { Journal } from './journal.ts';
import { field, hexValue, messageOf, quantity, rpcBlock } from './rpc-values.ts';

/** Gas a read may use when it does not say: about a block's worth would let one caller hold the engine for a second. */
const readGas = '0x2faf080'; // 50,000,000

export interface EmbeddedReads {
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  blockTransactions(blockNumber: number): Promise<Hex[]>;
}

/** Reads from the engine, plus the few methods it lacks, answered from the journal. */
export function createEmbeddedReads(
  engine: Engine,
  journal: Journal,
  producer: BlockProducer,
  clock: BlockClock,
): EmbeddedReads {
  async function ask(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      return await engine.request(method, params);
    } catch (error) {
      const data = revertData(error);
      const code = field(error, 'code');
      const details = { method, message: messageOf(error), data, rpcCode: typeof code === 'number' ? code : undefined };
      throw new NodeError('RPC_FAILED', details, error);
    }
  }

  /** `pending` is the block that would be made now, by our clock and not by the engine's. */
  function askPending(method: string, params: readonly unknown[]): Promise<unknown> {
    return producer.exclusive(async () => {
      await engine.request('evm_setNextBlockTimestamp', [clock.next(journal.index.head.timestamp)]);
      await engine.request('hardhat_setNextBlockBaseFeePerGas', ['0x0']);
      return ask(method, params);
    });
  }

  async function blockTransactions(blockNumber: number): Promise<Hex[]> {
    return blockNumber === 0 ? [] : [...(await journal.block(blockNumber)).transactions];
  }

  async function rawTransaction(hash: unknown): Promise<Hex | null> {
    const transaction = await ask('eth_getTransactionByHash', [hash]);
    const durable = durableOnly(transaction, journal.index.head.number);
    if (field(durable, 'blockNumber') === undefined) return null;
    const block = await blockTransactions(quantity(field(transaction, 'blockNumber'), 'blockNumber'));
    return block[quantity(field(transaction, 'transactionIndex'), 'transactionIndex')] ?? null;
  }

  async function blockReceipts(tag: unknown): Promise<unknown> {
    const block = rpcBlock(await ask('eth_getBlockByNumber', [tag, false]));
    return Promise.all(block.transactions.map((hash) => ask('eth_getTransactionReceipt', [hexValue(hash, 'hash')])));
  }

  function answer(method: string, params: readonly unknown[]): Promise<unknown> {
    if (method === 'eth_getRawTransactionByHash') return rawTransaction(params[0]);
    if (method === 'eth_getBlockReceipts') return blockReceipts(params[0]);
    const bounded = method === 'eth_call' ? [withGas(params[0]), ...params.slice(1)] : params;
    return params.includes('pending') ? askPending(method, bounded) : ask(method, bounded);
  }

  async function request(method: string, params: readonly unknown[]): Promise<unknown> {
    const { number } = journal.index.head;
    if (method === 'eth_blockNumber') return `0x${number.toString(16)}`;
    const result = await answer(method, pinToHead(method, params, number));
    return durableOnly(result, journal.index.head.number);
  }

  return { request, blockTransactions };
}

function withGas(call: unknown): unknown {
  return typeof call === 'object' && call !== null && !('gas' in call) ? { ...call, gas: readGas } : call;
}

/** The bytes a contract reverted with, wherever this engine puts them. */
function revertData(error: unknown): Hex | undefined {
  const data = field(error, 'data');
  const inner = typeof data === 'string' ? data : field(data, 'data');
  return typeof inner === 'string' && inner.startsWith('0x') ? hexValue(inner, 'data') : undefined;
}
