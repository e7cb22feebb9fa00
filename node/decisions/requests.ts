import { type Address, type Hex, parseEventLogs, type TransactionReceipt } from 'viem';
import type { Calls, SubmittedCall } from '../governance/calls.ts';
import type { ParticipantsTable } from '../governance/participants-table.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import { NodeError } from '../protocol/errors.ts';
import { decodeLedgerCall } from './ledger-call.ts';

/** A request was taken by the chain, or it waits for more signatures. */
export type RequestResult = { id: number; transactionHash: Hex } | { digest: Hex };

export interface DecisionRequests {
  /** Throws 'CALL_NOT_A_REQUEST' for anything but one request by an agency, and what `Calls.submit` throws. */
  submit(call: SubmittedCall): Promise<RequestResult>;
}

export interface DecisionRequestsOptions {
  ledger: Address;
  participants: ParticipantsTable;
  calls: Calls;
}

export function createDecisionRequests({ ledger, participants, calls }: DecisionRequestsOptions): DecisionRequests {
  return {
    async submit(submitted) {
      const { account, calls: batch } = submitted.batch;
      const [only, ...others] = batch;
      const decoded = only === undefined ? undefined : decodeLedgerCall(ledger, only);
      const isRequest = decoded?.functionName === 'request' || decoded?.functionName === 'requestUnderMandate';
      if (!isRequest || others.length > 0) {
        const rule = 'one call of DecisionLedger.request or requestUnderMandate';
        throw new NodeError('CALL_NOT_A_REQUEST', { field: 'calls', rule });
      }
      const enrolment = participants.enrolment(account);
      if (enrolment?.kind !== 'AGENCY' || enrolment.status !== 'ACTIVE') {
        throw new NodeError('CALL_NOT_A_REQUEST', { field: 'account', rule: 'an active agency' });
      }
      const { view, receipt } = await calls.submit(submitted);
      return receipt === undefined ? { digest: view.digest } : requested(receipt);
    },
  };
}

function requested(receipt: TransactionReceipt): RequestResult {
  const [event] = parseEventLogs({ abi: decisionLedgerAbi, logs: receipt.logs, eventName: 'DecisionRequested' });
  if (event === undefined) throw new NodeError('RECEIPT_WITHOUT_EVENT', { transactionHash: receipt.transactionHash });
  return { id: Number(event.args.id), transactionHash: receipt.transactionHash };
}
