import { type Address, isAddressEqual } from 'viem';
import type { CallBatch } from '../../node/protocol/call.ts';
import { recordNonce } from '../../node/protocol/call-nonce.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import { decodeRecord, encodeRecord, type RecordedAnswer } from '../../node/protocol/record-call.ts';

/** The one call by which a committee records an answer: equal reports give equal batches, whoever leads. */
export function recordBatch(
  ledger: Address,
  decision: { id: number; committee: Address; recordBy: number },
  answer: RecordedAnswer,
): CallBatch {
  const id = BigInt(decision.id);
  return {
    account: decision.committee,
    calls: [{ target: ledger, value: 0n, data: encodeRecord(id, answer) }],
    nonce: recordNonce(id),
    deadline: decision.recordBy,
  };
}

/** Which decision a batch records, and what; undefined for a batch of anything else, or of anything more. */
export function readRecordBatch(
  batch: Pick<CallBatch, 'calls'>,
  contracts: Contracts,
): { decisionId: bigint; answer: RecordedAnswer } | undefined {
  const [call, ...others] = batch.calls;
  if (call === undefined || others.length > 0 || call.value !== 0n) return undefined;
  if (!isAddressEqual(call.target, contracts.decisionLedger)) return undefined;
  const record = decodeRecord(call.data);
  if (record === undefined) return undefined;
  const { decisionId, ...answer } = record;
  return { decisionId, answer };
}
