import type { ConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import type { ComponentShare, StopReason } from './portfolio.ts';

export interface SolveModelOptions {
  readonly seed: number;
  readonly threads: number;
  /** Wall time for search and proof; the answer is checked again after it. */
  readonly seconds?: number | undefined;
  readonly workUnits?: number | undefined;
  readonly epochs?: number | undefined;
  /** Energy, as the model counts it. */
  readonly target?: bigint | undefined;
  /** Component names that start so; 'highs' for HiGHS alone. */
  readonly only?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBetter?: (progress: { energy: bigint; seconds: number; component: string }) => void;
}

export interface SolvedModel {
  readonly sample: Uint8Array;
  readonly energy: bigint;
  readonly bound: bigint;
  readonly certificate: ConstrainedCertificate;
  /** Proven: the certificate's bound is this very energy. Claimed: HiGHS says that nothing is better. Open: neither. */
  readonly optimality: 'proven' | 'claimed' | 'open';
  /** HiGHS' own lower bound of the energy, where it gave one. */
  readonly claimedBound: number | undefined;
  readonly stoppedBy: StopReason | 'time';
  readonly epochs: number;
  readonly workDone: number;
  readonly seconds: number;
  /** Until the best was known. */
  readonly secondsToBest: number;
  readonly attribution: readonly ComponentShare[];
  /** Whether seed, threads and epochs alone give the same sample again: nothing came from beside the search. */
  readonly isReplayable: boolean;
}
