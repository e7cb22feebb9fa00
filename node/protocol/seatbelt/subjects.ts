import { type Address, type Hex, type Log, parseEventLogs } from 'viem';
import { participantRegistryAbi } from '../abi.ts';
import { cityAccessAbi, seatsAbi } from '../governance-abi.ts';
import type { Contracts } from '../network.ts';
import { policyRegistryAbi } from '../policy/policy-abi.ts';
import { roles } from '../roles.ts';
import type { Subjects } from './facts.ts';
import type { RunLog } from './run.ts';

/** Whom and what these events speak of, so that the contracts themselves can be asked about it before and after. */
export function subjectsOf(logs: readonly RunLog[], contracts: Contracts): Subjects {
  const accounts = new Set<Address>();
  const roleIds = new Set<bigint>(Object.values(roles));
  const doors: { target: Address; selector: Hex }[] = [];
  const policies = new Set<number>();
  const purposes = new Set<Hex>();
  const approvals: Subjects['approvals'][number][] = [];
  const name = (...named: Address[]) => named.forEach((one) => void accounts.add(lower(one)));

  for (const { eventName, args } of parseEventLogs({
    abi: cityAccessAbi,
    logs: logsOf(logs, contracts.accessManager),
  })) {
    if (eventName === 'RoleGranted' || eventName === 'RoleRevoked') {
      roleIds.add(args.roleId);
      name(args.account);
    }
    if (eventName === 'TargetFunctionRoleUpdated') {
      doors.push({ target: lower(args.target), selector: args.selector });
      roleIds.add(args.roleId);
    }
  }
  for (const { eventName, args } of parseEventLogs({ abi: seatsAbi, logs: logsOf(logs, contracts.seats) })) {
    if (eventName === 'SeatGranted' || eventName === 'SeatWithdrawn') name(args.agency);
    if (eventName === 'SeatRotated') name(args.agency, args.successor);
  }
  const registryLogs = logsOf(logs, contracts.participantRegistry);
  for (const { eventName, args } of parseEventLogs({ abi: participantRegistryAbi, logs: registryLogs }))
    if (eventName !== 'AuthorityUpdated') name(args.account);
  const policyLogs = logsOf(logs, contracts.policyRegistry);
  for (const { eventName, args } of parseEventLogs({ abi: policyRegistryAbi, logs: policyLogs })) {
    if (eventName === 'PolicyPublished' || eventName === 'PolicyRetired') policies.add(Number(args.policyId));
    if (eventName === 'PurposeSet') purposes.add(args.purpose);
    if (eventName === 'ParticipantApproved') {
      name(args.participant);
      const [policyId, ruleIndex] = [Number(args.policyId), Number(args.ruleIndex)];
      policies.add(policyId);
      approvals.push({ policyId, ruleIndex, participant: lower(args.participant) });
    }
  }
  return {
    accounts: [...accounts],
    roles: [...roleIds],
    doors,
    policies: [...policies],
    purposes: [...purposes],
    approvals,
  };
}

/** The events of one contract, as the decoder of viem takes them. Where they stood is not looked at. */
export function logsOf(logs: readonly RunLog[], address: Address): Log[] {
  return logs.filter((log) => log.address === lower(address)).map(plainLog);
}

export function plainLog({ address, topics, data }: RunLog): Log {
  const [first, ...rest] = topics;
  const nowhere = { blockHash: null, blockNumber: null, logIndex: null, transactionHash: null, transactionIndex: null };
  return { ...nowhere, address, topics: first === undefined ? [] : [first, ...rest], data, removed: false };
}

function lower(address: Address): Address {
  return `0x${address.slice(2).toLowerCase()}`;
}
