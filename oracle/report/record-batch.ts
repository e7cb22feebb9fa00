import { type Address, decodeFunctionData, encodeFunctionData, isAddressEqual } from 'viem';
import { decisionLedgerAbi } from '../../node/protocol/abi.ts';
import type { CallBatch } from '../../node/protocol/call.ts';
import { recordNonce } from '../../node/protocol/call-nonce.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import type { ReportOutcome } from '../../node/protocol/verify-report.ts';

/** The one call by which a committee records an outcome: equal reports give equal batches, whoever leads. */
export function recordBatch(
  ledger: Address,
  decision: { id: number; committee: Address; recordBy: number },
  outcome: ReportOutcome,
): CallBatch {
  const id = BigInt(decision.id);
  const data = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'record', args: [id, outcome] });
  return {
    account: decision.committee,
    calls: [{ target: ledger, value: 0n, data }],
    nonce: recordNonce(id),
    deadline: decision.recordBy,
  };
}

/** Which decision a batch records, and what; undefined for a batch of anything else, or of anything more. */
export function readRecordBatch(
  batch: Pick<CallBatch, 'calls'>,
  contracts: Contracts,
): { decisionId: bigint; outcome: ReportOutcome } | undefined {
  const [call, ...others] = batch.calls;
  if (call === undefined || others.length > 0 || call.value !== 0n) return undefined;
  if (!isAddressEqual(call.target, contracts.decisionLedger)) return undefined;
  try {
    const decoded = decodeFunctionData({ abi: decisionLedgerAbi, data: call.data });
    if (decoded.functionName !== 'record') return undefined;
    const [decisionId, outcome] = decoded.args;
    return { decisionId, outcome };
  } catch {
    return undefined;
  }
}
