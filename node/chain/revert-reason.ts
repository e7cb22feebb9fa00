import { type Abi, decodeErrorResult, type Hex } from 'viem';
import { contractAbis } from '../protocol/contract-abis.ts';
import { isNodeError, NodeError } from '../protocol/errors.ts';

const errors: Abi = Object.values(contractAbis).flatMap((abi) => abi.filter((item) => item.type === 'error'));

/**
 * Turns a refused call into CALL_REVERTED with the contract's own error: `error` is its name, `args` its values in order,
 * comma separated, `data` the raw bytes. Anything else comes back as it was.
 */
export function explainRevert(error: unknown): unknown {
  if (!isNodeError(error, 'RPC_FAILED') || !isRevert(error)) return error;
  const { data } = error.details;
  const reason = typeof data === 'string' && data.startsWith('0x') ? decodeRevert(`0x${data.slice(2)}`) : undefined;
  return new NodeError('CALL_REVERTED', { error: reason?.error ?? 'unknown', args: reason?.args, data }, error);
}

/** JSON-RPC code 3 or words say that the contract refused, not the engine. */
function isRevert(error: NodeError): boolean {
  const { rpcCode, message, data } = error.details;
  return rpcCode === 3 || data !== undefined || (typeof message === 'string' && /revert/i.test(message));
}

/** The name and the values, comma separated, of an error of the network's contracts; undefined for any other bytes. */
export function decodeRevert(data: Hex): { error: string; args: string } | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ abi: errors, data });
    return { error: errorName, args: (args ?? []).map(String).join(',') };
  } catch {
    return undefined;
  }
}
