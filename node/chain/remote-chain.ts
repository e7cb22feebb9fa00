import type { Hex, TransactionReceipt } from 'viem';
import { keccak256 } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { Contracts } from '../protocol/network.ts';
import { BlockListeners } from './block-listeners.ts';
import type { Chain, ChainLog } from './chain.ts';
import { createChainClient, findReceipt } from './contracts.ts';
import { postRpc } from './http-rpc.ts';
import { hexValue, messageOf, quantity, rpcBlock } from './rpc-values.ts';

export interface RemoteChainOptions {
  /** JSON-RPC over HTTP. */
  readonly url: string;
  readonly contracts: Contracts;
  /** Refused when the chain at the URL has another one. */
  readonly chainId: number;
  /** The block in which the first of the contracts was deployed. */
  readonly firstBlock: number;
  /** Unix seconds. */
  readonly clock: () => number;
  readonly log?: ChainLog;
  readonly signal?: AbortSignal;
  /** How often new blocks are asked for, milliseconds. */
  readonly pollMilliseconds?: number;
  /** How long a transaction may wait to be mined, seconds. */
  readonly receiptSeconds?: number;
}

/** Any EVM chain behind JSON-RPC, as the same interface: its own validators keep it, nothing is journaled here. */
export async function openRemoteChain(options: RemoteChainOptions): Promise<Chain> {
  const { url, log, clock } = options;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const request = (method: string, params: readonly unknown[]) => postRpc(url, method, params, signal);
  const chainId = quantity(await request('eth_chainId', []), 'chainId');
  if (chainId !== options.chainId) throw new NodeError('CHAIN_ID_DIFFERS', { chainId, expected: options.chainId });
  const reader = { chainId, request };
  const client = createChainClient(reader);
  const genesisHash = rpcBlock(await request('eth_getBlockByNumber', ['0x0', false])).hash;
  const engine = String(await request('web3_clientVersion', []));
  const listeners = new BlockListeners(log);
  let head = rpcBlock(await request('eth_getBlockByNumber', ['latest', false]));
  let trouble: string | undefined;

  async function poll(): Promise<void> {
    try {
      const latest = rpcBlock(await request('eth_getBlockByNumber', ['latest', false]));
      trouble = undefined;
      if (latest.hash === head.hash) return;
      head = latest;
      listeners.tell({ number: latest.number, hash: latest.hash, timestamp: latest.timestamp });
    } catch (error) {
      trouble = 'CHAIN_UNREACHABLE';
      if (!signal.aborted) log?.('chain.unreachable', { reason: messageOf(error) });
    }
  }

  async function sendRawTransaction(raw: Hex): Promise<TransactionReceipt> {
    const hash = keccak256(raw);
    const known = await findReceipt(client, hash);
    if (known !== undefined) return known;
    await request('eth_sendRawTransaction', [raw]);
    const deadline = clock() + (options.receiptSeconds ?? 60);
    while (clock() <= deadline) {
      const receipt = await findReceipt(client, hash);
      if (receipt !== undefined) return receipt;
      await poll();
      await pause(options.pollMilliseconds ?? 1000, signal);
    }
    throw new NodeError('TRANSACTION_NOT_MINED', { hash, waitedSeconds: options.receiptSeconds ?? 60 });
  }

  async function blockTransactions(blockNumber: number): Promise<Hex[]> {
    const block = rpcBlock(await request('eth_getBlockByNumber', [`0x${blockNumber.toString(16)}`, false]));
    const raws = block.transactions.map((hash) => request('eth_getRawTransactionByHash', [hash]));
    return (await Promise.all(raws)).map((raw) => hexValue(raw, 'raw transaction'));
  }

  const timer = setInterval(() => void poll(), options.pollMilliseconds ?? 1000);
  timer.unref();
  return {
    ...reader,
    contracts: options.contracts,
    genesisHash,
    firstBlock: options.firstBlock,
    ready: Promise.resolve(),
    status: () => ({
      headNumber: head.number,
      verifying: false,
      verifiedNumber: head.number,
      engine,
      aheadSeconds: Math.max(0, head.timestamp - clock()),
      cutBytes: 0,
      trouble,
    }),
    sendRawTransaction,
    blockTransactions,
    // Its validators decide when a block is made.
    advance: () => Promise.resolve(),
    onBlock: (listener) => listeners.add(listener),
    backup: () => Promise.reject(new NodeError('CHAIN_NOT_EMBEDDED', { url: new URL(url).origin })),
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new NodeError('CHAIN_STOPPED'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
