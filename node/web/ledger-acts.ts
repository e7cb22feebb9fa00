import { type Address, encodeFunctionData, type Hex } from 'viem';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import type { Call } from '../protocol/call.ts';

/** What may be done about a decision that stands on the ledger. */
export type LedgerAct =
  | { act: 'enact' | 'decline' | 'stop' | 'uphold' | 'reject' }
  /** `modelRoot`: what the objector got from the same snapshot and problem. */
  | { act: 'object'; modelRoot: Hex };

/** The ledger's call for it. */
export function ledgerCall(ledger: Address, decisionId: number, done: LedgerAct): Call {
  return { target: ledger, value: 0n, data: dataOf(BigInt(decisionId), done) };
}

function dataOf(id: bigint, done: LedgerAct): Hex {
  const abi = decisionLedgerAbi;
  switch (done.act) {
    case 'object':
      return encodeFunctionData({ abi, functionName: 'object', args: [id, done.modelRoot] });
    case 'uphold':
    case 'reject':
      return encodeFunctionData({ abi, functionName: 'resolveObjection', args: [id, done.act === 'uphold'] });
    default:
      return encodeFunctionData({ abi, functionName: done.act, args: [id] });
  }
}
