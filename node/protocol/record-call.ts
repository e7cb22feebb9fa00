import { decodeFunctionData, encodeFunctionData, type Hex } from 'viem';
import { decisionLedgerAbi } from './abi.ts';
import { digestOfCid } from './cid.ts';
import type { Report } from './report.ts';
import { outcomeOf, type ReportOutcome } from './verify-report.ts';

/** What a committee records: an answer together with the question it answers. The ledger refuses it under any other question. */
export interface RecordedAnswer {
  /** sha2-256 digests of the problem document's and the snapshot root's block. */
  readonly problem: Hex;
  readonly snapshot: Hex;
  readonly outcome: ReportOutcome;
}

/** What a committee records for a report: the question is the report's own. */
export function answerOf(report: Report): RecordedAnswer {
  return { problem: digestOfCid(report.problem), snapshot: digestOfCid(report.snapshot), outcome: outcomeOf(report) };
}

/** Calldata of DecisionLedger.record. */
export function encodeRecord(decisionId: bigint, { problem, snapshot, outcome }: RecordedAnswer): Hex {
  const args = [decisionId, problem, snapshot, outcome] as const;
  return encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'record', args });
}

/** Reads calldata of DecisionLedger.record; undefined for any other. */
export function decodeRecord(data: Hex): (RecordedAnswer & { readonly decisionId: bigint }) | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: decisionLedgerAbi, data });
    if (functionName !== 'record') return undefined;
    const [decisionId, problem, snapshot, outcome] = args;
    return { decisionId, problem, snapshot, outcome };
  } catch {
    return undefined;
  }
}
