import { type Address, encodeFunctionData, type Hex } from 'viem';
import { algorithmRegistryAbi } from './algorithm-abi.ts';
import type { Call } from './call.ts';
import type { Contracts } from './network.ts';

type At = Pick<Contracts, 'algorithmRegistry'>;

/** A vote lets signatures by a new algorithm count. */
export function addAlgorithmCall(at: At, added: { code: bigint; verifier: Address; codeHash: Hex }): Call {
  const args = [added.code, added.verifier, added.codeHash] as const;
  return callOf(at, encodeFunctionData({ abi: algorithmRegistryAbi, functionName: 'add', args }));
}

/** The guardian freezes an algorithm; a vote deprecates or thaws it. */
export function algorithmCall(at: At, functionName: 'deprecate' | 'freeze' | 'unfreeze', code: bigint): Call {
  return callOf(at, encodeFunctionData({ abi: algorithmRegistryAbi, functionName, args: [code] }));
}

/** A vote says when an algorithm's signatures end to count; unix seconds, 0 for never. */
export function setSunsetCall(at: At, code: bigint, sunset: number): Call {
  return callOf(at, encodeFunctionData({ abi: algorithmRegistryAbi, functionName: 'setSunset', args: [code, sunset] }));
}

/** The guardian freezes an account whose key may be stolen; a vote thaws it. */
export function freezeAccountCall(at: At, functionName: 'freezeAccount' | 'unfreezeAccount', account: Address): Call {
  return callOf(at, encodeFunctionData({ abi: algorithmRegistryAbi, functionName, args: [account] }));
}

function callOf({ algorithmRegistry }: At, data: Hex): Call {
  return { target: algorithmRegistry, value: 0n, data };
}
