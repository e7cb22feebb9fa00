import { type Hex, type Log, parseEventLogs } from 'viem';
import type { FollowedBlock, FollowedTransaction } from '../chain/followed-block.ts';
import {
  participantAccountAbi,
  participantAccountFactoryAbi,
  participantKinds,
  participantRegistryAbi,
  participantStatuses,
} from '../protocol/abi.ts';
import { cityAccessAbi } from '../protocol/governance-abi.ts';
import type { Contracts } from '../protocol/network.ts';
import { roleName } from '../protocol/roles.ts';
import type { ParticipantsTable } from './participants-table.ts';

type EventLog = Log<bigint, number, false>;

const active = participantStatuses[1];
const suspended = participantStatuses[2];

/** Writes what a block says about accounts, participants, roles and executed batches. Calls `executed` for each of these. */
export function applyParticipantEvents(
  block: FollowedBlock,
  table: ParticipantsTable,
  contracts: Contracts,
  executed: (digest: Hex, transactionHash: Hex) => void,
): void {
  for (const transaction of block.transactions) {
    applyFactory(logsOf(transaction, contracts.accountFactory), table);
    applyRegistry(logsOf(transaction, contracts.participantRegistry), table, block.timestamp);
    applyRoles(logsOf(transaction, contracts.accessManager), table);
    applyAccounts(transaction, table, executed);
  }
}

function applyFactory(logs: EventLog[], table: ParticipantsTable): void {
  const created = parseEventLogs({ abi: participantAccountFactoryAbi, logs, eventName: 'AccountCreated' });
  for (const { args } of created) table.markUnread(args.account);
}

function applyRegistry(logs: EventLog[], table: ParticipantsTable, enrolledAt: number): void {
  for (const event of parseEventLogs({ abi: participantRegistryAbi, logs })) {
    if (event.eventName === 'ParticipantEnrolled') {
      const { account, kind, profile } = event.args;
      table.enrol({
        account,
        kind: participantKinds[kind] ?? participantKinds[0],
        status: active,
        ...profile,
        enrolledAt,
      });
    }
    if (event.eventName === 'ProfileUpdated') table.setProfile(event.args.account, event.args.profile);
    if (event.eventName === 'ParticipantSuspended') table.setStatus(event.args.account, suspended);
    if (event.eventName === 'ParticipantReinstated') table.setStatus(event.args.account, active);
  }
}

function applyRoles(logs: EventLog[], table: ParticipantsTable): void {
  for (const { eventName, args } of parseEventLogs({ abi: cityAccessAbi, logs })) {
    if (eventName === 'RoleGranted') table.grant(roleName(args.roleId), args.account);
    if (eventName === 'RoleRevoked') table.revoke(roleName(args.roleId), args.account);
  }
}

/** Only accounts that the factory made are believed: any contract may emit events that look like theirs. */
function applyAccounts(
  { logs, hash }: FollowedTransaction,
  table: ParticipantsTable,
  executed: (digest: Hex, transactionHash: Hex) => void,
): void {
  for (const { eventName, args, address } of parseEventLogs({ abi: participantAccountAbi, logs: [...logs] })) {
    if (!table.isAccount(address)) continue;
    if (eventName === 'CallsExecuted') {
      table.putExecuted({ digest: args.digest, account: address, nonce: args.nonce, transactionHash: hash });
      executed(args.digest, hash);
    }
    if (eventName.startsWith('ERC7913')) table.markUnread(address);
  }
}

function logsOf({ logs }: FollowedTransaction, address: string): EventLog[] {
  return logs.filter((log) => log.address.toLowerCase() === address.toLowerCase());
}
