import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, stringToBytes } from 'viem';
import type { Call } from './call.ts';
import { NodeError } from './errors.ts';
import { cityGovernorAbi } from './governance-abi.ts';

/** What a proposal is made of; its id is a hash of it (OpenZeppelin, Governor.hashProposal). */
export interface ProposalContent {
  calls: readonly Call[];
  /** Salted hash of the reasons: `0x` and 64 lower-case hexadecimal digits. No text goes on chain. */
  description: string;
}

/** The call by which an agency proposes. */
export function proposeCall(governor: Address, { calls, description }: ProposalContent): Call {
  requireCalls(calls);
  if (!/^0x[0-9a-f]{64}$/.test(description))
    throw new NodeError('PROPOSAL_INVALID', { field: 'description', rule: 'is a hash: 0x and 64 lower-case digits' });
  const args = [...arraysOf(calls), description] as const;
  return {
    target: governor,
    value: 0n,
    data: encodeFunctionData({ abi: cityGovernorAbi, functionName: 'propose', args }),
  };
}

/** Calldata of the governor by which anybody queues or carries out what was voted for. */
export function encodeStep(functionName: 'queue' | 'execute', content: ProposalContent): Hex {
  const args = [...arraysOf(content.calls), descriptionHashOf(content.description)] as const;
  return encodeFunctionData({ abi: cityGovernorAbi, functionName, args });
}

/** The guardian's call that stops a proposal; `reason` is a salted hash. */
export function vetoCall(governor: Address, content: ProposalContent, reason: Hex): Call {
  const args = [...arraysOf(content.calls), descriptionHashOf(content.description), reason] as const;
  return {
    target: governor,
    value: 0n,
    data: encodeFunctionData({ abi: cityGovernorAbi, functionName: 'veto', args }),
  };
}

export function proposalIdOf({ calls, description }: ProposalContent): bigint {
  const [targets, values, datas] = arraysOf(calls);
  const types = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes[]' }, { type: 'bytes32' }] as const;
  return BigInt(keccak256(encodeAbiParameters(types, [targets, values, datas, descriptionHashOf(description)])));
}

/** The governor's three lists as calls. Throws PROPOSAL_INVALID where their lengths differ: the governor refuses those too. */
export function callsOf(targets: readonly Address[], values: readonly bigint[], datas: readonly Hex[]): Call[] {
  if (values.length !== targets.length || datas.length !== targets.length)
    throw new NodeError('PROPOSAL_INVALID', { field: 'calls', rule: 'have one target, value and data each' });
  return targets.flatMap((target, index) => {
    const value = values[index];
    const data = datas[index];
    return value === undefined || data === undefined ? [] : [{ target, value, data }];
  });
}

function requireCalls(calls: readonly Call[]): void {
  if (calls.length === 0) throw new NodeError('PROPOSAL_INVALID', { field: 'calls', rule: 'are one or more' });
}

function arraysOf(calls: readonly Call[]) {
  return [calls.map(({ target }) => target), calls.map(({ value }) => value), calls.map(({ data }) => data)] as const;
}

function descriptionHashOf(description: string): Hex {
  return keccak256(stringToBytes(description));
}
