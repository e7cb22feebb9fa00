import type { Check } from '../../protocol/audit/check.ts';
import type { AuditedDecision } from '../../protocol/audit/decision.ts';
import type { ErrorDetails } from '../../protocol/errors.ts';
import type { Anchor } from '../../protocol/network.ts';
import type { EvidenceQuestion } from './evidence-messages.ts';

export interface AuditQuestion {
  /** The receipt's JSON text. */
  receipt: string;
  /** A block hash, or a whole anchor as JSON, obtained elsewhere; '' for none. */
  anchor: string;
}

/** From 0 to 1. */
export interface AuditProgress {
  done: number;
}

export interface AuditResult {
  checks: readonly Check[];
  /** What the receipt says; absent when it can't even be read. */
  decision?: AuditedDecision;
  /** The block the receipt is proven up to. */
  anchor?: Anchor;
  /** What is needed to draw the decision from the receipt alone. */
  documents?: EvidenceQuestion;
}

export type AuditNews =
  | { kind: 'progress'; progress: AuditProgress }
  | { kind: 'result'; result: AuditResult }
  | { kind: 'error'; code: string; details: ErrorDetails };
