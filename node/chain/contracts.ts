import {
  createPublicClient,
  custom,
  defineChain,
  type Hex,
  type PublicClient,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { Chain } from './chain.ts';

/** What of a chain a client needs. */
export type ChainReader = Pick<Chain, 'chainId' | 'request'>;

/** A viem client that reads through the node's own door; nothing is cached or polled. */
export function createChainClient(chain: ChainReader): PublicClient {
  return createPublicClient({
    chain: defineChain({
      id: chain.chainId,
      name: 'QDT Network',
      nativeCurrency: { name: 'none', symbol: 'NONE', decimals: 18 },
      rpcUrls: { default: { http: [] } },
    }),
    cacheTime: 0,
    transport: custom(
      { request: ({ method, params }: { method: string; params?: unknown }) => chain.request(method, asList(params)) },
      { retryCount: 0 },
    ),
  });
}

/** The receipt of a mined transaction. Throws TRANSACTION_NOT_FOUND. */
export async function readReceipt(client: PublicClient, hash: Hex): Promise<TransactionReceipt> {
  const receipt = await findReceipt(client, hash);
  if (receipt === undefined) throw new NodeError('TRANSACTION_NOT_FOUND', { hash });
  return receipt;
}

/** The receipt of a transaction, or undefined while it is not mined. */
export async function findReceipt(client: PublicClient, hash: Hex): Promise<TransactionReceipt | undefined> {
  try {
    return await client.getTransactionReceipt({ hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined;
    throw error;
  }
}

function asList(params: unknown): readonly unknown[] {
  return Array.isArray(params) ? params : [];
}

/** The NodeError behind an error that a client library wrapped; undefined when there is none. */
export function findNodeError(error: unknown): NodeError | undefined {
  let current = error;
  while (current instanceof Error) {
    if (current instanceof NodeError) return current;
    current = current.cause;
  }
  return undefined;
}
