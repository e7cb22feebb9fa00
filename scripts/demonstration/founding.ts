import { type Address, encodeFunctionData, type Hex, isHex, toFunctionSelector } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import {
  accessManagerAbi,
  decisionLedgerAbi,
  participantKinds,
  participantRegistryAbi,
} from '../../node/protocol/abi.ts';
import type { Call } from '../../node/protocol/call.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import type { RegisteredProfile } from '../../node/protocol/participant.ts';
import { type RoleName, roles } from '../../node/protocol/roles.ts';

/** The first rules of the city: agencies request decisions, the registrar enrols, only the founder (ADMIN) enrols agencies. */
export function constitutionCalls(contracts: Contracts, registrar: Address): Call[] {
  const { decisionLedger, participantRegistry, accessManager } = contracts;
  const manage = (data: Hex): Call => ({ target: accessManager, value: 0n, data });
  const reserve = (target: Address, role: RoleName, selectors: Hex[]): Call =>
    manage(
      encodeFunctionData({
        abi: accessManagerAbi,
        functionName: 'setTargetFunctionRole',
        args: [target, selectors, roles[role]],
      }),
    );
  return [
    ...(['AGENCY', 'REGISTRAR', 'GUARDIAN'] as const).map((role) =>
      manage(encodeFunctionData({ abi: accessManagerAbi, functionName: 'labelRole', args: [roles[role], role] })),
    ),
    reserve(decisionLedger, 'AGENCY', [selectorOf('request')]),
    reserve(participantRegistry, 'REGISTRAR', [selectorOf('enrol')]),
    grantRoleCall(contracts, 'REGISTRAR', registrar),
  ];
}

/** Whether the first rules stand: the right to request decisions is the agencies'. */
export async function hasConstitution(client: Pick<NodeClient, 'rpc'>, contracts: Contracts): Promise<boolean> {
  const data = encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'getTargetFunctionRole',
    args: [contracts.decisionLedger, selectorOf('request')],
  });
  const params = [{ to: contracts.accessManager, data }, 'latest'];
  const answer = await client.rpc({ jsonrpc: '2.0', id: 1, method: 'eth_call', params });
  const role = typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined;
  if (!isHex(role)) throw new NodeError('NODE_ANSWERED_BADLY', { method: 'eth_call' });
  return BigInt(role) === roles.AGENCY;
}

export function grantRoleCall({ accessManager }: Contracts, role: RoleName, account: Address): Call {
  const args = [roles[role], account, 0] as const;
  const data = encodeFunctionData({ abi: accessManagerAbi, functionName: 'grantRole', args });
  return { target: accessManager, value: 0n, data };
}

export function enrolAgencyCall(
  { participantRegistry }: Contracts,
  account: Address,
  profile: RegisteredProfile,
): Call {
  const args = [account, profile] as const;
  const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrolAgency', args });
  return { target: participantRegistry, value: 0n, data };
}

export function enrolOperatorCall(
  { participantRegistry }: Contracts,
  account: Address,
  profile: RegisteredProfile,
): Call {
  const args = [account, participantKinds.indexOf('OPERATOR'), profile] as const;
  const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrol', args });
  return { target: participantRegistry, value: 0n, data };
}

export function enrolSelfCall({ participantRegistry }: Contracts, profile: RegisteredProfile): Call {
  const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrolSelf', args: [profile] });
  return { target: participantRegistry, value: 0n, data };
}

function selectorOf(name: 'request' | 'enrol'): Hex {
  const item = [...decisionLedgerAbi, ...participantRegistryAbi].find(
    (entry) => entry.type === 'function' && entry.name === name,
  );
  if (item === undefined || item.type !== 'function') throw new Error(`no function ${name}`);
  return toFunctionSelector(item);
}
