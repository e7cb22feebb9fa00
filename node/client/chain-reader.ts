import { createPublicClient, custom, type PublicClient } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { NodeClient } from './client.ts';

/** Asks contracts through the node's public door. Its errors carry NODE_ANSWERED_BADLY. */
export function createChainReader(client: Pick<NodeClient, 'rpc'>): PublicClient {
  const request = async ({ method, params = [] }: { method: string; params?: unknown }): Promise<unknown> => {
    const answer = await client.rpc({ jsonrpc: '2.0', id: 1, method, params });
    if (typeof answer === 'object' && answer !== null && 'result' in answer) return answer.result;
    throw new NodeError('NODE_ANSWERED_BADLY', { method });
  };
  return createPublicClient({ cacheTime: 0, transport: custom({ request }, { retryCount: 0 }) });
}
