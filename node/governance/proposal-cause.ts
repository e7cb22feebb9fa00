import { type Log, parseEventLogs } from 'viem';
import type { FollowedTransaction } from '../chain/followed-block.ts';
import { cityGovernorAbi } from '../protocol/governance-abi.ts';

export type EventLog = Log<bigint, number, false>;

/** The founder acted, before the handover. */
export const noProposal = '0';

/** For an event's place in the transaction, the proposal (decimal) in whose execution it happened. */
export type CauseOf = (logIndex: number) => string;

/** A proposal is told to be executed after everything that it did. */
export function causesIn(transaction: FollowedTransaction, governor: string): CauseOf {
  const logs = logsOf(transaction, governor);
  const executed = parseEventLogs({ abi: cityGovernorAbi, logs, eventName: 'ProposalExecuted' });
  return (logIndex) => {
    const cause = executed.find((event) => event.logIndex > logIndex);
    return cause === undefined ? noProposal : String(cause.args.proposalId);
  };
}

/** What this contract told in the transaction. */
export function logsOf({ logs }: FollowedTransaction, address: string): EventLog[] {
  return logs.filter((log) => log.address.toLowerCase() === address.toLowerCase());
}
