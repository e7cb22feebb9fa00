import { parseEventLogs } from 'viem';
import type { FollowedTransaction } from '../chain/followed-block.ts';
import { participantKinds, participantRegistryAbi, participantStatuses } from '../protocol/abi.ts';
import type { Contracts } from '../protocol/network.ts';
import { causesIn, logsOf } from './proposal-cause.ts';
import type { StandingTable } from './standing-table.ts';

const [, active, suspended] = participantStatuses;

/** Writes who was enrolled, suspended or reinstated in a transaction. `since`: the block's time, unix seconds. */
export function applyStandingEvents(
  transaction: FollowedTransaction,
  since: number,
  table: StandingTable,
  { participantRegistry, governor }: Contracts,
): void {
  const logs = logsOf(transaction, participantRegistry);
  if (logs.length === 0) return;
  const causeOf = causesIn(transaction, governor);
  for (const { eventName, args, logIndex } of parseEventLogs({ abi: participantRegistryAbi, logs })) {
    const by = causeOf(logIndex);
    if (eventName === 'ParticipantEnrolled') {
      const kind = participantKinds[args.kind] ?? participantKinds[0];
      table.enrol(args.account, { kind, status: active, since, by });
    }
    if (eventName === 'ParticipantSuspended') table.change(args.account, { status: suspended, since, by });
    if (eventName === 'ParticipantReinstated') table.change(args.account, { status: active, since, by });
  }
}
