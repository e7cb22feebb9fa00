import { decodeEventLog } from 'viem';
import { modelCourtAbi } from '../court/court-abi.ts';
import type { Log } from '../transaction-receipt.ts';
import { find } from './check.ts';

/** What the court found when it scored the recorded sample. */
export interface CourtFinding {
  /** Decimal, of the model's scale; of a sample that breaks a rule, no energy that counts. */
  readonly energy: string;
  readonly isBroken: boolean;
}

/**
 * The court says what it found right before it has the ledger strike: nobody else's log can stand between. Who emitted it is not
 * asked: the ledger lets nobody but its court strike for this cause, and the reader scores the sample too. Undefined for any other log.
 */
export function readFinding({ topics, data }: Log, decisionId: bigint): CourtFinding | undefined {
  const decoded = find(() => {
    const [signature, ...rest] = topics;
    return decodeEventLog({ abi: modelCourtAbi, topics: signature === undefined ? [] : [signature, ...rest], data });
  });
  if (!decoded.ok || decoded.value.eventName !== 'StandingRefuted') return undefined;
  const { decisionId: about, energy, isBroken } = decoded.value.args;
  return about === decisionId ? { energy: String(energy), isBroken } : undefined;
}
