import type { Address, Hex, PublicClient } from 'viem';
import { createChainClient } from '../../chain/contracts.ts';
import { type Engine, type EngineRules, type Fork, openEngine } from '../../chain/engine.ts';
import { field, hexValue, messageOf, quantity } from '../../chain/rpc-values.ts';
import { NodeError } from '../../protocol/errors.ts';

/** What a transaction may use: what the node's relay gives one. */
const transactionGas = '0xf42400';

export interface SentCall {
  readonly from: Address;
  readonly to: Address;
  readonly data: Hex;
}

/** A throw-away chain that begins with the state of another one; whatever happens to it, that one never hears of it. */
export interface Copy {
  readonly client: PublicClient;
  /** Timestamp of its last block, unix seconds. */
  time(): number;
  blockNumber(): number;
  /** Makes a block at this time, or now where that is past, with these calls in order, whoever they are from. */
  mine(at: number, calls?: readonly SentCall[]): Promise<Hex[]>;
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a copy at a block of a chain that is read through the fork's URL. */
export async function openCopy(rules: Omit<EngineRules, 'genesisTimestamp'>, fork: Fork): Promise<Copy> {
  const engine = await openEngine({ ...rules, genesisTimestamp: 0 }, fork);
  const request = (method: string, params: readonly unknown[]) => ask(engine, method, params);
  const head = await request('eth_getBlockByNumber', ['latest', false]);
  let time = quantity(field(head, 'timestamp'), 'timestamp');
  let number = quantity(field(head, 'number'), 'number');
  return {
    client: createChainClient({ chainId: rules.chainId, request }),
    time: () => time,
    blockNumber: () => number,
    async mine(at, calls = []) {
      const hashes: Hex[] = [];
      for (const { from, to, data } of calls) {
        await request('hardhat_impersonateAccount', [from]);
        const sent = { from, to, data, gas: transactionGas, gasPrice: '0x0' };
        hashes.push(hexValue(await request('eth_sendTransaction', [sent]), 'hash'));
      }
      time = Math.max(time, at);
      await request('evm_setNextBlockTimestamp', [time]);
      await request('hardhat_setNextBlockBaseFeePerGas', ['0x0']);
      await request('evm_mine', []);
      number += 1;
      return hashes;
    },
    request,
    close: () => engine.close(),
  };
}

async function ask(engine: Engine, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await engine.request(method, params);
  } catch (error) {
    const inner = field(error, 'data');
    const data = typeof inner === 'string' ? inner : field(inner, 'data');
    const details = { method, message: messageOf(error), ...(typeof data === 'string' ? { data } : {}) };
    throw new NodeError('RPC_FAILED', details, error);
  }
}
