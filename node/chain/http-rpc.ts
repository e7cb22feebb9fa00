import { NodeError } from '../protocol/errors.ts';
import { field, messageOf } from './rpc-values.ts';

const timeoutMilliseconds = 30_000;

/** One JSON-RPC call over HTTP. Throws CHAIN_UNREACHABLE, CHAIN_STOPPED, RPC_FAILED (message, rpcCode, data). */
export async function postRpc(
  url: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<unknown> {
  const answer = await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), signal);
  const error = field(answer, 'error');
  if (error === undefined) return field(answer, 'result');
  const data = field(error, 'data');
  const code = field(error, 'code');
  throw new NodeError('RPC_FAILED', {
    method,
    message: String(field(error, 'message')),
    rpcCode: typeof code === 'number' ? code : undefined,
    data: typeof data === 'string' ? data : undefined,
  });
}

async function post(url: string, body: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
    });
    return await response.json();
  } catch (error) {
    if (signal.aborted) throw new NodeError('CHAIN_STOPPED', {}, error);
    throw new NodeError('CHAIN_UNREACHABLE', { url: new URL(url).origin, reason: messageOf(error) }, error);
  }
}
