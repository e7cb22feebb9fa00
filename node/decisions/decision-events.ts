import { parseEventLogs } from 'viem';
import type { FollowedBlock, FollowedTransaction } from '../chain/followed-block.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import { batchDigest } from '../protocol/call.ts';
import { bytes32Text } from '../protocol/descriptions/values.ts';
import type { Contracts } from '../protocol/network.ts';
import { applyDecisionStep } from './decision-steps.ts';
import type { DecisionStepsTable } from './decision-steps-table.ts';
import type { DecisionsTable } from './decisions-table.ts';
import { kindText } from './kind-text.ts';
import { readRelayedBatch } from './relayed-batch.ts';

export interface DecisionEventsOptions {
  table: DecisionsTable;
  steps: DecisionStepsTable;
  contracts: Contracts;
  chainId: number;
  /** Told of the shortest challenge window whenever a vote sets it. */
  windowChanged?: (seconds: number) => void;
  /** Told of every decision that a block changed. */
  changed: (id: number) => void;
}

/** Writes what a block says about decisions, with the gas and the calldata that it took. */
export function applyDecisionEvents(block: FollowedBlock, options: DecisionEventsOptions): void {
  for (const transaction of block.transactions) applyTransaction(block, transaction, options);
}

function applyTransaction(
  block: FollowedBlock,
  transaction: FollowedTransaction,
  options: DecisionEventsOptions,
): void {
  const { table, contracts, changed } = options;
  const ledger = contracts.decisionLedger.toLowerCase();
  const logs = transaction.logs.filter(({ address }) => address.toLowerCase() === ledger);
  const place = { at: block.timestamp, transactionHash: transaction.hash, gas: transaction.gasUsed };
  for (const event of parseEventLogs({ abi: decisionLedgerAbi, logs })) {
    if (event.eventName === 'MinimumWindowSet') options.windowChanged?.(event.args.window);
    if (event.eventName === 'DecisionRequested') {
      const { id, agency, terms } = event.args;
      const kind = kindText(terms.kind);
      table.request({ ...terms, ...place, id: Number(id), agency, kind, blockNumber: block.number });
      changed(Number(id));
    }
    if (event.eventName === 'DecisionRecorded') {
      const { id, outcome, challengeUntil } = event.args;
      const relayed = readRelayedBatch(transaction);
      const digest = relayed === undefined ? undefined : batchDigest(options.chainId, relayed.batch);
      const calldataBytes = (transaction.input.length - 2) / 2;
      const signers = relayed?.signers ?? [];
      table.record({
        ...outcome,
        ...place,
        id: Number(id),
        challengeUntil,
        blockNumber: block.number,
        calldataBytes,
        digest,
        signers,
      });
      changed(Number(id));
    }
    if (event.eventName === 'DecisionFinalized' || event.eventName === 'DecisionExpired') {
      const id = Number(event.args.id);
      table.end({ ...place, id, state: event.eventName === 'DecisionFinalized' ? 'FINAL' : 'EXPIRED' });
      changed(id);
    }
    if (event.eventName === 'DecisionRequestedUnderMandate') {
      const { id, mandateId, area, change } = event.args;
      table.useMandate({ id: Number(id), mandate: Number(mandateId), area: bytes32Text(area), change });
    }
    const moved = applyDecisionStep(event, { at: block.timestamp, blockNumber: block.number }, options);
    if (moved !== undefined) changed(moved);
  }
}
