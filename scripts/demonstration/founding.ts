import {
  type Address,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  isAddressEqual,
  toFunctionSelector,
  zeroAddress,
} from 'viem';
import { createChainReader } from '../../node/client/chain-reader.ts';
import type { NodeClient } from '../../node/client/client.ts';
import { decisionLedgerAbi, participantKinds, participantRegistryAbi } from '../../node/protocol/abi.ts';
import { algorithmRegistryAbi } from '../../node/protocol/algorithm-abi.ts';
import type { Call } from '../../node/protocol/call.ts';
import { datasetRegistryAbi } from '../../node/protocol/dataset/dataset-abi.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { cityAccessAbi, cityGovernorAbi, cityTimelockAbi } from '../../node/protocol/governance-abi.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import type { RegisteredProfile } from '../../node/protocol/participant.ts';
import { policyRegistryAbi } from '../../node/protocol/policy/policy-abi.ts';
import { type RoleName, roles } from '../../node/protocol/roles.ts';

/** The first rules of the city: agencies request decisions, the registrar enrols, whoever enforces uses permissions up, only the founder (ADMIN) enrols agencies. */
export function constitutionCalls(contracts: Contracts, registrar: Address): Call[] {
  const { decisionLedger, participantRegistry, accessManager, policyRegistry, algorithmRegistry, datasetRegistry } =
    contracts;
  const manage = (data: Hex): Call => ({ target: accessManager, value: 0n, data });
  const reserve = (target: Address, role: RoleName, selectors: Hex[]): Call =>
    manage(
      encodeFunctionData({
        abi: cityAccessAbi,
        functionName: 'setTargetFunctionRole',
        args: [target, selectors, roles[role]],
      }),
    );
  return [
    ...(['AGENCY', 'REGISTRAR', 'GUARDIAN', 'ENFORCER', 'COURT'] as const).map((role) =>
      manage(encodeFunctionData({ abi: cityAccessAbi, functionName: 'labelRole', args: [roles[role], role] })),
    ),
    reserve(decisionLedger, 'AGENCY', [selectorOf('request'), selectorOf('requestUnderMandate')]),
    reserve(decisionLedger, 'GUARDIAN', [selectorOf('stop')]),
    reserve(decisionLedger, 'COURT', courtDoors.map(selectorOf)),
    reserve(participantRegistry, 'REGISTRAR', [selectorOf('enrol')]),
    reserve(policyRegistry, 'ENFORCER', [selectorOf('exercise')]),
    reserve(algorithmRegistry, 'GUARDIAN', [selectorOf('freeze'), selectorOf('freezeAccount')]),
    reserve(datasetRegistry, 'GUARDIAN', [datasetFreeze]),
    grantRoleCall(contracts, 'REGISTRAR', registrar),
    grantRoleCall(contracts, 'COURT', contracts.modelCourt),
  ];
}

/** Whether the city is governed by votes: the founding council has handed it over. */
export async function isHandedOver(client: Pick<NodeClient, 'rpc'>, { accessManager }: Contracts): Promise<boolean> {
  const call = { address: accessManager, abi: cityAccessAbi, functionName: 'governance' } as const;
  return !isAddressEqual(await createChainReader(client).readContract(call), zeroAddress);
}

/**
 * The founder's last act: from then on only votes change roles and rules. It cannot be undone, so it is checked before
 * that the governor acts through the timelock, that the timelock listens to that governor alone, and that it counts the
 * seats. Throws HANDOVER_REFUSED with the rule.
 */
export async function handOverCall(client: Pick<NodeClient, 'rpc'>, contracts: Contracts): Promise<Call> {
  const { accessManager, governor, timelock, seats } = contracts;
  const reader = createChainReader(client);
  const asked = { address: governor, abi: cityGovernorAbi } as const;
  const refuse = (rule: string): NodeError => new NodeError('HANDOVER_REFUSED', { governor, rule });
  if (!isAddressEqual(await reader.readContract({ ...asked, functionName: 'timelock' }), timelock))
    throw refuse('the governor acts through the timelock');
  if (!isAddressEqual(await reader.readContract({ ...asked, functionName: 'token' }), seats))
    throw refuse('the governor counts the seats');
  const listening = { address: timelock, abi: cityTimelockAbi } as const;
  const role = await reader.readContract({ ...listening, functionName: 'PROPOSER_ROLE' });
  const isProposer = await reader.readContract({ ...listening, functionName: 'hasRole', args: [role, governor] });
  if (!isProposer) throw refuse('the timelock listens to the governor');
  const data = encodeFunctionData({ abi: cityAccessAbi, functionName: 'handOver', args: [governor] });
  return { target: accessManager, value: 0n, data };
}

export function grantRoleCall({ accessManager }: Contracts, role: RoleName, account: Address): Call {
  const args = [roles[role], account, 0] as const;
  const data = encodeFunctionData({ abi: cityAccessAbi, functionName: 'grantRole', args });
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

/** Another than the one by which algorithms are frozen. */
const datasetFreeze = toFunctionSelector(getAbiItem({ abi: datasetRegistryAbi, name: 'freeze' }));

/** What the court alone does to a decision. */
const courtDoors = ['suspendForChallenge', 'resumeFromChallenge', 'beat', 'strike'] as const;

type ReservedDoor =
  | 'request'
  | 'requestUnderMandate'
  | 'stop'
  | 'enrol'
  | 'exercise'
  | 'freeze'
  | 'freezeAccount'
  | (typeof courtDoors)[number];

function selectorOf(name: ReservedDoor): Hex {
  const item = [...decisionLedgerAbi, ...participantRegistryAbi, ...policyRegistryAbi, ...algorithmRegistryAbi].find(
    (entry) => entry.type === 'function' && entry.name === name,
  );
  if (item === undefined || item.type !== 'function') throw new Error(`no function ${name}`);
  return toFunctionSelector(item);
}
