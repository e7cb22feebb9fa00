import type { PendingCall } from '../../node/client/views.ts';
import { batchDigest, type CallBatch } from '../../node/protocol/call.ts';
import { batchFromJson } from '../../node/protocol/call-json.ts';
import { cidOfDigest, digestOfCid } from '../../node/protocol/cid.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { problemCid } from '../../node/protocol/problems/problem.ts';
import type { RecordedAnswer } from '../../node/protocol/record-call.ts';
import { decodeReport, type Report } from '../../node/protocol/report.ts';
import { checkReport, failedCheck, type ReportCheckName } from '../../node/protocol/verify-report.ts';
import { readRecordBatch, recordBatch } from '../report/record-batch.ts';
import type { CommitteeDecision } from './committee-decision.ts';
import { readEvidence, verifiedBlocks } from './evidence.ts';
import { isWithinMandate } from './mandate.ts';
import type { Operator } from './operator.ts';

/** Besides the checks of a report: `call` - not the one standard record call of this decision; `report` - its report cannot be read; `mandate` - it changes another area, or more, than its request under a mandate says. */
export type RecordCheckName = ReportCheckName | 'call' | 'report' | 'mandate';

/** A proposal of the committee: who leads asks the others to sign this batch. */
export interface RecordProposal {
  call: PendingCall;
  batch: CallBatch;
  answer: RecordedAnswer;
}

/** The proposal in a pending call, when it records this decision; anything else an oracle never signs by itself. */
export function recordProposal(operator: Operator, decisionId: number, call: PendingCall): RecordProposal | undefined {
  const { account, calls, nonce, deadline } = call;
  const { batch } = batchFromJson({ account, calls, nonce, deadline, signatures: [] });
  const record = readRecordBatch(batch, operator.contracts);
  return record?.decisionId === BigInt(decisionId) ? { call, batch, answer: record.answer } : undefined;
}

/**
 * Checks a proposal from the bytes up, believing nobody: returns the name of the first check that failed, undefined when the
 * operator may sign. Throws only when it cannot judge now (the node is away, the snapshot is not there).
 */
export async function checkRecord(
  operator: Operator,
  decision: CommitteeDecision,
  { call, batch, answer }: RecordProposal,
): Promise<RecordCheckName | undefined> {
  const expected = batchDigest(operator.chainId, recordBatch(operator.contracts.decisionLedger, decision, answer));
  if (expected !== call.digest || expected !== batchDigest(operator.chainId, batch)) return 'call';
  const { problem, snapshot } = await readEvidence(operator.client, decision);
  if (answer.problem !== digestOfCid(problemCid(problem))) return 'problem';
  if (answer.snapshot !== digestOfCid(snapshot.cid)) return 'snapshot';
  if (!isWithinMandate({ problem, snapshot }, decision)) return 'mandate';
  const report = await readReport(operator, cidOfDigest(answer.outcome.report));
  if (report === undefined) return 'report';
  return failedCheck(checkReport({ problem, snapshotContent: snapshot, report, outcome: answer.outcome }))?.name;
}

/** Undefined when there is no such report or it is none; other errors pass. */
async function readReport(operator: Operator, cid: string): Promise<Report | undefined> {
  const unreadable = ['CONTENT_MISSING', 'CONTENT_HASH_MISMATCH', 'CONTENT_NOT_CANONICAL', 'DOCUMENT_INVALID'];
  try {
    return decodeReport(await verifiedBlocks(operator.client)(cid));
  } catch (error) {
    if (isNodeError(error) && unreadable.includes(error.code)) return undefined;
    throw error;
  }
}
