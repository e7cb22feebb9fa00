import { type Hex, isHex } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { Chain } from './chain.ts';
import { findNodeError } from './contracts.ts';
import { allowedMethods } from './rpc-methods.ts';
import { checkReadParams } from './rpc-params.ts';

type RpcId = string | number | null;

export interface RpcAnswer {
  readonly jsonrpc: '2.0';
  readonly id: RpcId;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** Error codes of JSON-RPC 2.0, section 5.1, and of EIP-1474 for a refused method. */
const invalidRequest = -32600;
const methodNotSupported = -32004;
const refused = -32000;
const reverted = 3;

/** Answers one JSON-RPC request from outside; batches are refused. Never throws: what is wrong is in the answer. */
export async function answerRpc(chain: Chain, body: unknown): Promise<RpcAnswer> {
  const request = parseRequest(body);
  if (request === undefined) {
    const rule = Array.isArray(body) ? 'batches are not accepted' : 'one JSON-RPC 2.0 request with a list of params';
    return failure(null, invalidRequest, new NodeError('RPC_INVALID_REQUEST', { rule }));
  }
  const { id, method, params } = request;
  if (!allowedMethods.has(method))
    return failure(id, methodNotSupported, new NodeError('RPC_METHOD_REFUSED', { method }));
  try {
    return { jsonrpc: '2.0', id, result: await answer(chain, method, params) };
  } catch (error) {
    const known = findNodeError(error) ?? new NodeError('RPC_FAILED', { method });
    const isRevert = known.details.rpcCode === reverted;
    return failure(id, isRevert ? reverted : refused, known);
  }
}

async function answer(chain: Chain, method: string, params: readonly unknown[]): Promise<unknown> {
  if (method === 'eth_sendRawTransaction') return (await chain.sendRawTransaction(rawOf(params))).transactionHash;
  if (method === 'eth_syncing') return false;
  return chain.request(method, checkReadParams(method, params, chain.status().headNumber));
}

function rawOf(params: readonly unknown[]): Hex {
  const [raw] = params;
  if (params.length === 1 && isHex(raw) && raw.length % 2 === 0) return raw;
  throw new NodeError('RPC_INVALID_PARAMS', { method: 'eth_sendRawTransaction', rule: 'one hex string' });
}

function parseRequest(body: unknown): { id: RpcId; method: string; params: readonly unknown[] } | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  if (!('jsonrpc' in body && body.jsonrpc === '2.0' && 'method' in body && typeof body.method === 'string')) {
    return undefined;
  }
  const id = 'id' in body ? body.id : null;
  const params: unknown = 'params' in body ? body.params : [];
  if (!(typeof id === 'string' || typeof id === 'number' || id === null) || !Array.isArray(params)) return undefined;
  return { id, method: body.method, params };
}

/** The stable code stands in `data`, next to the bytes a contract reverted with. */
function failure(id: RpcId, code: number, error: NodeError): RpcAnswer {
  const { data, message } = error.details;
  const text = typeof message === 'string' ? message : error.message;
  const detail = code === reverted ? data : { code: error.code, ...(data === undefined ? {} : { data }) };
  return { jsonrpc: '2.0', id, error: { code, message: text, data: detail } };
}
