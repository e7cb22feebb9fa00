import type { DecisionView } from '../../client/views.ts';
import { rawCidOfDigest } from '../../protocol/cid.ts';
import type { ErrorDetails } from '../../protocol/errors.ts';
import type { Evidence } from '../evidence.ts';
import type { DecisionSummary } from '../summary.ts';

/** Which documents to read. `blocks` (CID to base64, as in a receipt) makes it work without a node. */
export interface EvidenceQuestion {
  problemCid: string;
  snapshotCid: string;
  reportCid?: string | undefined;
  /** Of the sample that stands, where somebody beat the report's. */
  betterCid?: string | undefined;
  blocks?: Readonly<Record<string, string>>;
}

export interface EvidenceRequest {
  number: number;
  /** A summary believes the report; evidence computes it again. */
  wanted: 'summary' | 'evidence' | 'model';
  question: EvidenceQuestion;
}

export interface EvidenceAnswer {
  number: number;
  evidence?: Evidence;
  summary?: DecisionSummary;
  model?: Uint8Array<ArrayBuffer>;
  code?: string;
  details?: ErrorDetails;
}

/** The documents that a decision names. */
export function documentsOf({ problemCid, snapshotCid, outcome, beatenBy }: DecisionView): EvidenceQuestion {
  const better = beatenBy.at(-1);
  const betterCid = better === undefined ? undefined : rawCidOfDigest(better.sampleHash);
  return { problemCid, snapshotCid, reportCid: outcome?.reportCid, betterCid };
}

/** The same documents have the same key. */
export function keyOf({ problemCid, snapshotCid, reportCid, betterCid }: EvidenceQuestion): string {
  return [problemCid, snapshotCid, reportCid ?? '', betterCid ?? ''].join(' ');
}
