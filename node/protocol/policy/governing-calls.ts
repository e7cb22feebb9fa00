import { type Address, encodeFunctionData } from 'viem';
import type { Call } from '../call.ts';
import type { CompiledPolicy } from './compile.ts';
import { bytesOfName } from './names.ts';
import { policyRegistryAbi } from './policy-abi.ts';
import { encodePublish } from './publication.ts';

/** Puts a policy in force. */
export function publishPolicyCall(registry: Address, policy: CompiledPolicy): Call {
  return { target: registry, value: 0n, data: encodePublish(policy) };
}

export function retirePolicyCall(registry: Address, policyId: bigint): Call {
  const data = encodeFunctionData({ abi: policyRegistryAbi, functionName: 'retire', args: [policyId] });
  return { target: registry, value: 0n, data };
}

/** Puts a purpose on the voted list, or takes it off. */
export function setPurposeCall(registry: Address, purpose: string, isVoted: boolean): Call {
  const args = [bytesOfName(purpose), isVoted] as const;
  const data = encodeFunctionData({ abi: policyRegistryAbi, functionName: 'setPurpose', args });
  return { target: registry, value: 0n, data };
}

export interface Approval {
  policyId: bigint;
  ruleIndex: bigint;
  participant: Address;
  /** Unix seconds, exclusive; 0 takes an approval back. */
  until: number;
}

/** Decides for one participant what a rule leaves to a vote. */
export function approveCall(registry: Address, { policyId, ruleIndex, participant, until }: Approval): Call {
  const args = [policyId, ruleIndex, participant, until] as const;
  const data = encodeFunctionData({ abi: policyRegistryAbi, functionName: 'approve', args });
  return { target: registry, value: 0n, data };
}
