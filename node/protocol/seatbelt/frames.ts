import type { Address } from 'viem';
import { contractAt } from '../contract-abis.ts';
import type { Contracts } from '../network.ts';
import type { Frame } from './run.ts';

/** The calls that the timelock made itself, in order. */
export function timelockCalls(frame: Frame, timelock: Address): Frame[] {
  const isOwn = ({ from, type }: Frame) => from === timelock.toLowerCase() && type !== 'STATICCALL';
  return frame.calls.flatMap((inner) => (isOwn(inner) ? [inner] : timelockCalls(inner, timelock)));
}

/** Which of the proposal's calls was refused, from 1; undefined where the refusal came from elsewhere. */
export function failingCall(frame: Frame, timelock: Address): number | undefined {
  const index = timelockCalls(frame, timelock).findIndex(({ isReverted }) => isReverted);
  return index === -1 ? undefined : index + 1;
}

/** Every call within, itself included. */
export function within(frame: Frame): Frame[] {
  return [frame, ...frame.calls.flatMap(within)];
}

/** Below this number stand the precompiled contracts, which keep nothing. */
const largestPrecompile = 0x1ffn;

export interface ForeignCall {
  readonly to: Address;
  readonly value: bigint;
}

/** Calls to contracts that are not the network's, each contract once; those that the network's own code makes are its own. */
export function foreignCalls(frame: Frame, contracts: Contracts): ForeignCall[] {
  const found = new Map<Address, bigint>();
  for (const { to, value, type } of timelockCalls(frame, contracts.timelock).flatMap(within)) {
    if (type.startsWith('CREATE') || BigInt(to) <= largestPrecompile) continue;
    if (contractAt(contracts, to) === undefined) found.set(to, (found.get(to) ?? 0n) + value);
  }
  return [...found].map(([to, value]) => ({ to, value }));
}
