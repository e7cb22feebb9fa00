import { parseEventLogs } from 'viem';
import type { FollowedBlock, FollowedTransaction } from '../chain/followed-block.ts';
import { modelCourtAbi } from '../protocol/court/court-abi.ts';
import type { Contracts } from '../protocol/network.ts';
import type { ClaimsTable } from './claims-table.ts';

export interface CourtEventsOptions {
  table: ClaimsTable;
  contracts: Contracts;
  /** Told of every decision whose cases a block changed. */
  changed: (decisionId: number) => void;
}

/** Writes what a block says about claims and doubts. */
export function applyCourtEvents(block: FollowedBlock, options: CourtEventsOptions): void {
  for (const transaction of block.transactions) applyTransaction(block, transaction, options);
}

function applyTransaction(
  { timestamp }: FollowedBlock,
  transaction: FollowedTransaction,
  { table, contracts, changed }: CourtEventsOptions,
): void {
  const court = contracts.modelCourt.toLowerCase();
  const logs = transaction.logs.filter(({ address }) => address.toLowerCase() === court);
  for (const { eventName, args } of parseEventLogs({ abi: modelCourtAbi, logs })) {
    if (!('id' in args)) continue;
    const id = Number(args.id);
    const opened = { id, openedAt: timestamp, transaction: transaction.hash };
    const close = (state: string, more = {}): void =>
      table.change(id, { state, closed_at: timestamp, tx: transaction.hash, ...more });
    if (eventName === 'ClaimCommitted') {
      const { decisionId, account, commitment, revealBy } = args;
      table.open({
        ...opened,
        decisionId: Number(decisionId),
        account,
        isDoubt: false,
        commitment,
        deadline: revealBy,
      });
    } else if (eventName === 'DoubtOpened') {
      table.open({ ...opened, decisionId: Number(args.decisionId), account: args.account, isDoubt: true });
    } else if (eventName === 'ClaimRevealed') {
      const { sampleHash, energy, scoreBy } = args;
      table.change(id, { state: 'REVEALED', sample_hash: sampleHash, energy: String(energy), deadline: scoreBy });
    } else if (eventName === 'ScoringAdvanced') {
      table.change(id, { scored: Number(args.cursor), chunks: Number(args.chunkCount) });
    } else if (eventName === 'StandingConfirmed') {
      if (table.get(id)?.isDoubt === true) close('CONFIRMED');
    } else if (eventName === 'StandingRefuted') {
      const found = { found_energy: String(args.energy), is_broken: args.isBroken ? 1 : 0 };
      if (table.get(id)?.isDoubt === true) close('UPHELD', found);
    } else if (eventName === 'ClaimUpheld') close('UPHELD', { author: args.author.toLowerCase() });
    else if (eventName === 'ClaimRefuted') {
      close('REFUTED', { found_energy: String(args.energy), is_broken: args.isBroken ? 1 : 0 });
    } else if (eventName === 'ClaimSuperseded') close('SUPERSEDED');
    else if (eventName === 'ClaimLapsed') close('LAPSED');
    const row = table.get(id);
    if (row !== undefined) changed(row.decisionId);
  }
}
