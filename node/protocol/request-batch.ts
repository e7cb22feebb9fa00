import { type Address, type ContractFunctionArgs, encodeFunctionData, type Hex, stringToHex } from 'viem';
import { decisionLedgerAbi } from './abi.ts';
import type { CallBatch } from './call.ts';
import { randomNonce } from './call-nonce.ts';
import { cidOfBlock, digestOfCid } from './cid.ts';
import { encodeProblem, type Problem, type ProblemScope } from './problems/problem.ts';

export interface DecisionRequest {
  ledger: Address;
  agency: Address;
  committee: Address;
  problem: Problem;
  snapshotCid: string;
  /** How long a recorded decision may be challenged. */
  challengeWindowSeconds: number;
  /** Unix seconds; the two times below count from here. */
  now: number;
  /** How long the committee has. */
  recordSeconds: number;
  /** How long the call itself may wait for signatures. */
  callSeconds: number;
  /** The standing mandate under which it is asked for, and the problem's scope on this snapshot. */
  mandate?: { id: bigint; scope: ProblemScope };
  /** A lane of its own where none is given. */
  nonce?: bigint;
}

/** The agency's call that asks for a public decision, unsigned, and the problem's block that goes with it. */
export function requestBatch(request: DecisionRequest): { batch: CallBatch; content: Uint8Array[] } {
  const problem = encodeProblem(request.problem);
  const now = Math.ceil(request.now);
  const terms = {
    kind: stringToHex(request.problem.kind, { size: 32 }),
    problem: digestOfCid(cidOfBlock(problem)),
    snapshot: digestOfCid(request.snapshotCid),
    isRestricted: false,
    recordBy: now + request.recordSeconds,
    challengeWindow: request.challengeWindowSeconds,
    committee: request.committee,
  };
  const batch = {
    account: request.agency,
    calls: [{ target: request.ledger, value: 0n, data: requestData(terms, request.mandate) }],
    nonce: request.nonce ?? randomNonce(),
    deadline: now + request.callSeconds,
  };
  return { batch, content: [problem] };
}

type Terms = ContractFunctionArgs<typeof decisionLedgerAbi, 'nonpayable', 'request'>[0];

function requestData(terms: Terms, mandate: DecisionRequest['mandate']): Hex {
  const abi = decisionLedgerAbi;
  if (mandate === undefined) return encodeFunctionData({ abi, functionName: 'request', args: [terms] });
  const args = [terms, mandate.id, mandate.scope.area, mandate.scope.change] as const;
  return encodeFunctionData({ abi, functionName: 'requestUnderMandate', args });
}
