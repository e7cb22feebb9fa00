import { decodeFunctionData, isAddressEqual } from 'viem';
import type { Network } from '../client/views.ts';
import type { Call } from '../protocol/call.ts';
import { cityGovernorAbi } from '../protocol/governance-abi.ts';
import { callsOf } from '../protocol/proposal.ts';

/** What this call would propose to the agencies, read from its bytes; undefined where it proposes nothing. */
export function proposedCalls(call: Call, { contracts }: Network): Call[] | undefined {
  if (!isAddressEqual(call.target, contracts.governor)) return undefined;
  try {
    const { functionName, args } = decodeFunctionData({ abi: cityGovernorAbi, data: call.data });
    return functionName === 'propose' ? callsOf(args[0], args[1], args[2]) : undefined;
  } catch {
    return undefined;
  }
}
