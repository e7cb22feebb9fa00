import { isHash, parseEventLogs } from 'viem';
import type { FollowedBlock, FollowedTransaction } from '../chain/followed-block.ts';
import { cityAccessAbi, cityGovernorAbi, seatsAbi, supports } from '../protocol/governance-abi.ts';
import type { Contracts } from '../protocol/network.ts';
import { callsOf } from '../protocol/proposal.ts';
import { roleName } from '../protocol/roles.ts';
import type { PoliciesTable } from './policies-table.ts';
import { applyPolicyEvents } from './policy-events.ts';
import { causesIn, type EventLog, logsOf } from './proposal-cause.ts';
import type { ProposalsTable } from './proposals-table.ts';
import type { SeatsTable } from './seats-table.ts';
import { applyStandingEvents } from './standing-events.ts';
import type { StandingTable } from './standing-table.ts';

export interface GovernanceTables {
  proposals: ProposalsTable;
  seats: SeatsTable;
  policies: PoliciesTable;
  standing: StandingTable;
  proposalChanged: (id: string) => void;
}

/** Writes what a block says about proposals, ballots, seats, roles, standings and policies. */
export function applyGovernanceEvents(block: FollowedBlock, tables: GovernanceTables, contracts: Contracts): void {
  for (const transaction of block.transactions) {
    const logs = logsOf(transaction, contracts.governor);
    applyGovernor(logs, { at: block.timestamp, transaction }, tables.proposals);
    for (const id of proposalsIn(logs)) tables.proposalChanged(id);
    applySeats(transaction, block.timestamp, tables.seats, contracts);
    applyRoles(logsOf(transaction, contracts.accessManager), block.timestamp, tables.seats);
    applyStandingEvents(transaction, block.timestamp, tables.standing, contracts);
    applyPolicyEvents(transaction, block.timestamp, tables.policies, contracts);
  }
}

function applyGovernor(
  logs: EventLog[],
  { at, transaction }: { at: number; transaction: FollowedTransaction },
  table: ProposalsTable,
): void {
  const { hash } = transaction;
  for (const { eventName, args } of parseEventLogs({ abi: cityGovernorAbi, logs })) {
    if (eventName === 'ProposalCreated') {
      table.put({
        id: String(args.proposalId),
        proposer: args.proposer,
        calls: callsOf(args.targets, args.values, args.calldatas),
        description: args.description,
        createdAt: at,
        voteStart: Number(args.voteStart),
        voteEnd: Number(args.voteEnd),
        proposeTransaction: hash,
      });
    }
    if (eventName === 'ProposalExtended') table.extend(String(args.proposalId), Number(args.extendedDeadline));
    if (eventName === 'ProposalQueued') table.queue(String(args.proposalId), Number(args.etaSeconds), hash);
    if (eventName === 'ProposalExecuted') table.execute(String(args.proposalId), at, hash);
    if (eventName === 'ProposalCanceled') table.cancel(String(args.proposalId), at);
    if (eventName === 'ProposalVetoed') table.veto(String(args.proposalId), args.guardian, args.reasonHash);
    if (eventName === 'VoteCast') {
      const support = supports[args.support];
      const { voter } = args;
      const proposal = String(args.proposalId);
      const reasonHash = isHash(args.reason) ? args.reason : undefined;
      const weight = Number(args.weight);
      if (support !== undefined)
        table.cast({ proposal, voter, support, weight, castAt: at, transactionHash: hash, reasonHash });
    }
  }
}

/** The proposals that these events of the governor are about, each once. */
function proposalsIn(logs: EventLog[]): Set<string> {
  const events = parseEventLogs({ abi: cityGovernorAbi, logs });
  return new Set(events.flatMap(({ args }) => ('proposalId' in args ? [String(args.proposalId)] : [])));
}

function applySeats(transaction: FollowedTransaction, at: number, table: SeatsTable, contracts: Contracts): void {
  const causeOf = causesIn(transaction, contracts.governor);
  for (const event of parseEventLogs({ abi: seatsAbi, logs: logsOf(transaction, contracts.seats) })) {
    const { eventName, args } = event;
    const by = causeOf(event.logIndex);
    if (eventName === 'SeatGranted') table.grant(args.agency, at, by);
    if (eventName === 'SeatWithdrawn') table.withdraw(args.agency, at, by);
    if (eventName === 'SeatRotated') {
      table.withdraw(args.agency, at, by);
      table.grant(args.successor, at, by);
    }
  }
}

function applyRoles(logs: EventLog[], at: number, table: SeatsTable): void {
  let since = at;
  for (const { eventName, args } of parseEventLogs({ abi: cityAccessAbi, logs })) {
    // Told just before the grant's record; a role whose grants are delayed begins later.
    if (eventName === 'RoleGranted') since = args.newMember ? Math.max(at, args.since) : at;
    if (eventName === 'RoleRevoked') table.revokeRole(roleName(args.roleId), args.account, at);
    if (eventName === 'RoleGrantRecorded') {
      const role = roleName(args.roleId);
      const { account, until } = args;
      table.revokeRole(role, account, at);
      table.grantRole({ role, account, grantedAt: since, grantedBy: String(args.proposalId), until });
    }
  }
}
