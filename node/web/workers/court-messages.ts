import type { Address, Hex } from 'viem';
import type { CourtProgress } from '../../client/court/progress.ts';
import type { CallBatch } from '../../protocol/call.ts';
import type { CaseState } from '../../protocol/court/court-abi.ts';
import type { ErrorDetails } from '../../protocol/errors.ts';
import type { SignStep } from './sign-messages.ts';

/** Goes to the worker only. Key file and passphrase never leave the tab. */
export interface CourtKey {
  account: Address;
  keyFile: string;
  passphrase: string;
}

/** What the worker is asked, about one decision: score a sample file, search for a better sample, claim it, or doubt the recorded one. */
export type CourtQuestion = { decisionId: number } & (
  | { kind: 'score'; file: string }
  | { kind: 'search'; seconds: number; seed: number }
  | { kind: 'challenge'; key: CourtKey; sample: Hex; salt: Hex }
  | { kind: 'strike'; key: CourtKey }
);

/** A sample scored in this tab, beside the energy that stands. */
export interface ScoredSample {
  sample: Hex;
  energy: bigint;
  standing: bigint;
}

export type CourtNews =
  | { kind: 'scored'; scored: ScoredSample }
  /** Part of the time that is over, 0 to 1. */
  | { kind: 'searching'; done: number }
  | { kind: 'progress'; progress: CourtProgress }
  /** About to be signed. */
  | { kind: 'signing'; batch: CallBatch }
  | { kind: 'step'; step: SignStep }
  | { kind: 'ended'; outcome: CaseState | 'SEARCHED' | 'SCORED' }
  | { kind: 'error'; code: string; details: ErrorDetails };
