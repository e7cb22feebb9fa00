import { parseEventLogs } from 'viem';
import type { FollowedBlock, FollowedTransaction } from '../chain/followed-block.ts';
import { causesIn, logsOf } from '../governance/proposal-cause.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import { bytes32Text } from '../protocol/descriptions/values.ts';
import type { Contracts } from '../protocol/network.ts';
import { kindText } from './kind-text.ts';
import type { MandatesTable } from './mandates-table.ts';

/** Writes what a block says about standing mandates, with the vote that granted or revoked each. */
export function applyMandateEvents(block: FollowedBlock, table: MandatesTable, contracts: Contracts): void {
  for (const transaction of block.transactions) applyTransaction(transaction, block.timestamp, table, contracts);
}

function applyTransaction(
  transaction: FollowedTransaction,
  at: number,
  table: MandatesTable,
  { decisionLedger, governor }: Contracts,
): void {
  const causeOf = causesIn(transaction, governor);
  for (const event of parseEventLogs({ abi: decisionLedgerAbi, logs: logsOf(transaction, decisionLedger) })) {
    const by = causeOf(event.logIndex);
    if (event.eventName === 'MandateRevoked') table.revoke(Number(event.args.mandateId), at, by);
    if (event.eventName === 'MandateGranted') {
      const { mandateId, agency, mandate } = event.args;
      const { kind, area, largestChange, until, perDay } = mandate;
      table.grant({
        id: Number(mandateId),
        kind: kindText(kind),
        area: bytes32Text(area),
        agency,
        largestChange: String(largestChange),
        until,
        perDay,
        grantedAt: at,
        grantedBy: by,
      });
    }
  }
}
