import { type Address, isHex } from 'viem';
import { NodeError } from '../protocol/errors.ts';

/** Most gas a stranger's read may use: a dozen verifications of the costliest kind, a fraction of a second. */
export const publicCallGas = 30_000_000n;
/** Most blocks a stranger may search for events in one request. */
const logsBlockRange = 10_000n;
/** Most characters of all parameters together: twice the largest transaction, in hex. */
const paramsLength = 600_000;

/** Bounds what a read from outside may cost. Throws RPC_INVALID_PARAMS with the rule. */
export function checkReadParams(method: string, params: readonly unknown[], headNumber: number): readonly unknown[] {
  if (JSON.stringify(params).length > paramsLength) throw invalid(`params have at most ${paramsLength} characters`);
  if (method === 'eth_call') return [boundGas(params[0]), ...params.slice(1, 2)];
  if (method === 'eth_getLogs') checkRange(params[0], BigInt(headNumber));
  return params;
}

/**
 * Without `to` the data would be code of the stranger's own, and EDR keeps a trace of every step: 10 million gas in an
 * endless loop took it 14 s and 2 GB. State overrides, cut off by the caller, would bring such code in as well.
 */
function boundGas(call: unknown): unknown {
  if (typeof call !== 'object' || call === null || Array.isArray(call)) throw invalid('the call is an object');
  if (!('to' in call && isAddress(call.to))) throw invalid('the call has an address in `to`');
  const gas = 'gas' in call ? call.gas : undefined;
  if (gas !== undefined && (!isHex(gas) || gas.length < 3 || BigInt(gas) > publicCallGas)) {
    throw invalid(`gas is at most ${publicCallGas}`);
  }
  return { ...call, gas: gas ?? `0x${publicCallGas.toString(16)}` };
}

function isAddress(value: unknown): value is Address {
  return typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value);
}

function checkRange(filter: unknown, head: bigint): void {
  if (typeof filter !== 'object' || filter === null) throw invalid('the filter is an object');
  if ('blockHash' in filter) return;
  const from = blockOf('fromBlock' in filter ? filter.fromBlock : 'latest', head);
  const to = blockOf('toBlock' in filter ? filter.toBlock : 'latest', head);
  if (to - from >= logsBlockRange) throw invalid(`at most ${logsBlockRange} blocks`);
}

function blockOf(tag: unknown, head: bigint): bigint {
  if (tag === 'earliest') return 0n;
  if (isHex(tag) && tag.length > 2) return BigInt(tag);
  if (tag === 'latest' || tag === 'pending' || tag === 'safe' || tag === 'finalized') return head;
  throw invalid('fromBlock and toBlock are quantities or known words');
}

function invalid(rule: string): NodeError {
  return new NodeError('RPC_INVALID_PARAMS', { rule });
}
