import { type Address, encodeFunctionData, stringToHex } from 'viem';
import { decisionLedgerAbi } from '../node/protocol/abi.ts';
import type { CallBatch } from '../node/protocol/call.ts';
import { randomNonce } from '../node/protocol/call-nonce.ts';
import { cidOfBlock, digestOfCid } from '../node/protocol/cid.ts';
import { encodeProblem, type Problem } from '../node/protocol/problems/problem.ts';

export interface DecisionRequest {
  ledger: Address;
  agency: Address;
  committee: Address;
  problem: Problem;
  snapshotCid: string;
  /** Seconds during which a recorded decision may be challenged. */
  challengeWindow: number;
  /** Unix seconds. */
  now: number;
  /** How long the committee has. */
  recordSeconds: number;
  /** How long the call itself may wait for signatures. */
  callSeconds: number;
}

/** The agency's call that asks for a decision, unsigned, and the problem's block that goes with it. */
export function requestBatch(request: DecisionRequest): { batch: CallBatch; content: Uint8Array[] } {
  const problem = encodeProblem(request.problem);
  const terms = {
    kind: stringToHex(request.problem.kind, { size: 32 }),
    problem: digestOfCid(cidOfBlock(problem)),
    snapshot: digestOfCid(request.snapshotCid),
    isRestricted: false,
    recordBy: Math.ceil(request.now) + request.recordSeconds,
    challengeWindow: request.challengeWindow,
    committee: request.committee,
  };
  const data = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'request', args: [terms] });
  const batch = {
    account: request.agency,
    calls: [{ target: request.ledger, value: 0n, data }],
    nonce: randomNonce(),
    deadline: Math.ceil(request.now) + request.callSeconds,
  };
  return { batch, content: [problem] };
}
