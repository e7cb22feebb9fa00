import { isHex } from 'viem';
import { field } from './rpc-values.ts';

/** Where each method takes its block; the others know theirs by a hash. */
const blockPosition: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_estimateGas: 1,
  eth_getBalance: 1,
  eth_getBlockByNumber: 0,
  eth_getBlockReceipts: 0,
  eth_getBlockTransactionCountByNumber: 0,
  eth_getCode: 1,
  eth_getProof: 2,
  eth_getStorageAt: 2,
  eth_getTransactionByBlockNumberAndIndex: 0,
  eth_getTransactionCount: 1,
};

/**
 * Between a block's execution and its arrival on the disk the engine is one block ahead of the ledger. `latest` (said,
 * or left out) therefore means the last durable block, by number.
 */
export function pinToHead(method: string, params: readonly unknown[], headNumber: number): readonly unknown[] {
  const head = `0x${headNumber.toString(16)}`;
  if (method === 'eth_getLogs') return [pinRange(params[0], head), ...params.slice(1)];
  const position = blockPosition[method];
  if (position === undefined) return params;
  const pinned = [...params];
  pinned[position] = pin(params[position], head);
  return pinned;
}

/** What was looked up by a hash, unless it stands in a block that is not durable yet: that does not exist yet. */
export function durableOnly(result: unknown, headNumber: number): unknown {
  const number = field(result, 'blockNumber') ?? field(result, 'number');
  return isHex(number) && Number(number) > headNumber ? null : result;
}

function pinRange(filter: unknown, head: string): unknown {
  if (typeof filter !== 'object' || filter === null || 'blockHash' in filter) return filter;
  const from = 'fromBlock' in filter ? filter.fromBlock : undefined;
  const to = 'toBlock' in filter ? filter.toBlock : undefined;
  return { ...filter, fromBlock: pin(from, head), toBlock: pinEnd(to, head) };
}

/** A range may end in the future; it then ends at the head. */
function pinEnd(tag: unknown, head: string): unknown {
  return isHex(tag) && BigInt(tag) > BigInt(head) ? head : pin(tag, head);
}

function pin(tag: unknown, head: string): unknown {
  return tag === undefined || tag === 'latest' || tag === 'safe' || tag === 'finalized' ? head : tag;
}
