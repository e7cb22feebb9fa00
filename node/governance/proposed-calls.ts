import { type Address, decodeFunctionData, isAddressEqual } from 'viem';
import type { Call } from '../protocol/call.ts';
import { cityGovernorAbi } from '../protocol/governance-abi.ts';
import { callsOf } from '../protocol/proposal.ts';

/** A batch's calls, each proposal followed by the calls that it proposes. */
export function withProposedCalls(calls: readonly Call[], governor: Address): Call[] {
  return calls.flatMap((call) => [call, ...proposedBy(call, governor)]);
}

function proposedBy({ target, data }: Call, governor: Address): Call[] {
  if (!isAddressEqual(target, governor)) return [];
  try {
    const decoded = decodeFunctionData({ abi: cityGovernorAbi, data });
    if (decoded.functionName !== 'propose') return [];
    const [targets, values, datas] = decoded.args;
    return callsOf(targets, values, datas);
  } catch {
    return [];
  }
}
