import type { Hex } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import { type Engine, engineVersion } from './engine.ts';
import type { Journal } from './journal.ts';
import type { JournalGenesis } from './journal-genesis.ts';
import { messageOf, rpcBlock } from './rpc-values.ts';

/** Hashes are read back this many at a time: the engine answers them together about as fast as one. */
const comparedTogether = 64;

/** Executes the whole journal on a new engine. Throws BLOCK_HASH_DIFFERS, BLOCK_NOT_REPLAYED with the block's number, CHAIN_STOPPED. */
export async function replay(
  engine: Engine,
  journal: Journal,
  onProgress: (verifiedNumber: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { genesis, head } = journal.index;
  await compare(engine, genesis, 0, [genesis.genesisHash]);
  let expected: Hex[] = [];
  for (let number = 1; number <= head.number; number += 1) {
    if (signal.aborted) throw new NodeError('CHAIN_STOPPED');
    const block = await journal.block(number);
    await execute(engine, genesis, number, block.timestamp, block.transactions);
    expected.push(block.hash);
    if (expected.length < comparedTogether && number !== head.number) continue;
    await compare(engine, genesis, number + 1 - expected.length, expected);
    expected = [];
    onProgress(number);
  }
}

async function execute(
  engine: Engine,
  genesis: JournalGenesis,
  blockNumber: number,
  timestamp: number,
  transactions: readonly Hex[],
): Promise<void> {
  try {
    for (const raw of transactions) await engine.request('eth_sendRawTransaction', [raw]);
    await engine.request('hardhat_setNextBlockBaseFeePerGas', ['0x0']);
    await engine.request('evm_mine', [timestamp]);
  } catch (error) {
    const engines = { journalEngine: genesis.engine, engine: await engineVersion(engine) };
    throw new NodeError('BLOCK_NOT_REPLAYED', { blockNumber, reason: messageOf(error), ...engines }, error);
  }
}

/** Compares the hashes of blocks that follow each other, and names the first that differs. */
async function compare(
  engine: Engine,
  genesis: JournalGenesis,
  first: number,
  expected: readonly Hex[],
): Promise<void> {
  const hashes = await Promise.all(expected.map((_, index) => hashOf(engine, first + index)));
  const index = hashes.findIndex((hash, place) => hash !== expected[place]);
  if (index === -1) return;
  const version = await engineVersion(engine);
  const engines = { journalEngine: genesis.engine, engine: version, isOtherEngine: version !== genesis.engine };
  const difference = { blockNumber: first + index, hash: hashes[index], expected: expected[index] };
  throw new NodeError('BLOCK_HASH_DIFFERS', { ...difference, ...engines });
}

async function hashOf(engine: Engine, number: number): Promise<Hex> {
  return rpcBlock(await engine.request('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])).hash;
}
