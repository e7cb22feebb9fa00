import { type Hex, isHex } from 'viem';
import { NodeError } from '../protocol/errors.ts';

/** A hex string out of a JSON-RPC answer. Throws RPC_ANSWER_INVALID. */
export function hexValue(value: unknown, name: string): Hex {
  if (!isHex(value)) throw new NodeError('RPC_ANSWER_INVALID', { name });
  return value;
}

/** A JSON-RPC quantity as a number. Throws RPC_ANSWER_INVALID. */
export function quantity(value: unknown, name: string): number {
  const number = Number(hexValue(value, name));
  if (!Number.isSafeInteger(number)) throw new NodeError('RPC_ANSWER_INVALID', { name });
  return number;
}

/** One field of a JSON-RPC object; undefined when the value is no object or has no such field. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** What of a block the chain itself needs. */
export interface RpcBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly timestamp: number;
  readonly transactions: readonly Hex[];
}

/** A block as eth_getBlockBy... answers without transaction bodies. Throws BLOCK_NOT_FOUND, RPC_ANSWER_INVALID. */
export function rpcBlock(value: unknown): RpcBlock {
  if (value === null || value === undefined) throw new NodeError('BLOCK_NOT_FOUND');
  const transactions = field(value, 'transactions');
  if (!Array.isArray(transactions)) throw new NodeError('RPC_ANSWER_INVALID', { name: 'transactions' });
  return {
    number: quantity(field(value, 'number'), 'number'),
    hash: hexValue(field(value, 'hash'), 'hash'),
    parentHash: hexValue(field(value, 'parentHash'), 'parentHash'),
    timestamp: quantity(field(value, 'timestamp'), 'timestamp'),
    transactions: transactions.map((hash) => hexValue(hash, 'transactions')),
  };
}

/** The sentence of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
