import type { Address, Hex } from 'viem';
import type { BlockReader } from '../governance/calls.ts';
import type { CallBatch } from '../protocol/call.ts';
import { decodeCanonical } from '../protocol/canonical.ts';
import { cidOfDigest } from '../protocol/cid.ts';
import { NodeError } from '../protocol/errors.ts';
import { isSameScope, type ProblemScope, parseProblem, scopeOf } from '../protocol/problems/problem.ts';
import { answerOf, decodeRecord } from '../protocol/record-call.ts';
import { decodeReport } from '../protocol/report.ts';
import { readSnapshot } from '../protocol/snapshot.ts';
import { kindText } from './kind-text.ts';
import { decodeLedgerCall } from './ledger-call.ts';

export interface ReviewOptions {
  ledger: Address;
  /** Unix seconds. */
  clock: () => number;
  /** Runs a call as its account would, without signatures; throws 'CALL_REVERTED'. Writes nothing. */
  simulate: (call: { from: Address; to: Address; data: Hex }) => Promise<void>;
}

/** A snapshot's clock may be this much ahead of this node's. */
const clockToleranceSeconds = 300;

/**
 * Looks at a batch's calls of the ledger before anything is kept or relayed: whatever it names must be here and readable.
 * Throws 'CONTENT_MISSING', 'PROBLEM_KIND_MISMATCH', 'SNAPSHOT_AHEAD_OF_CLOCK', 'MANDATE_MISMATCH', 'DOCUMENT_INVALID',
 * 'REPORT_MISMATCH', 'CALL_REVERTED'.
 */
export function createReview({ ledger, clock, simulate }: ReviewOptions) {
  async function reviewRequest(
    terms: { kind: Hex; problem: Hex; snapshot: Hex },
    getBlock: BlockReader,
    said?: ProblemScope,
  ): Promise<void> {
    const problem = parseProblem(decodeCanonical(await getBlock(cidOfDigest(terms.problem))));
    const kind = kindText(terms.kind);
    if (problem.kind !== kind)
      throw new NodeError('PROBLEM_KIND_MISMATCH', { field: 'kind', kind, problem: problem.kind });
    const snapshot = await readSnapshot(cidOfDigest(terms.snapshot), getBlock);
    const { takenAt } = snapshot;
    if (takenAt > clock() + clockToleranceSeconds) {
      throw new NodeError('SNAPSHOT_AHEAD_OF_CLOCK', { field: 'takenAt', takenAt, now: clock() });
    }
    const { area, change } = scopeOf(snapshot, problem);
    if (said !== undefined && !isSameScope(said, { area, change })) {
      throw new NodeError('MANDATE_MISMATCH', { field: 'calls', area, change });
    }
  }

  /** Whether the report is true is for the operators to check, not for the node that relays; but it must answer what is recorded. */
  async function reviewRecord(data: Hex, getBlock: BlockReader): Promise<void> {
    const record = decodeRecord(data);
    if (record === undefined) return;
    const report = decodeReport(await getBlock(cidOfDigest(record.outcome.report)));
    const answer = answerOf(report);
    for (const field of ['problem', 'snapshot'] as const) {
      if (answer[field] !== record[field])
        throw new NodeError('REPORT_MISMATCH', { field, expected: answer[field], found: record[field] });
    }
  }

  return async (batch: CallBatch, getBlock: BlockReader): Promise<void> => {
    for (const call of batch.calls) {
      const decoded = decodeLedgerCall(ledger, call);
      if (decoded?.functionName === 'request') await reviewRequest(decoded.args[0], getBlock);
      if (decoded?.functionName === 'requestUnderMandate') {
        const [terms, , area, change] = decoded.args;
        await reviewRequest(terms, getBlock, { area, change });
      }
      if (decoded?.functionName === 'record') {
        await reviewRecord(call.data, getBlock);
        if (batch.calls.length === 1) await simulate({ from: batch.account, to: call.target, data: call.data });
      }
    }
  };
}
