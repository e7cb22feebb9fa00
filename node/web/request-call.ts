import { type Address, encodeFunctionData, stringToHex } from 'viem';
import type { Network } from '../client/views.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import type { CallBatch } from '../protocol/call.ts';
import { randomNonce } from '../protocol/call-nonce.ts';
import { cidOfBlock, digestOfCid } from '../protocol/cid.ts';
import { encodeProblem } from '../protocol/problems/problem.ts';
import { type RoutesParameters, routesProblem } from '../protocol/problems/routes/parameters.ts';

export interface Wish {
  agency: Address;
  committee: Address;
  /** Whole percent of drivers that follow guidance. */
  sharePercent: number;
  seed: number;
  snapshotCid: string;
  challengeWindowSeconds: number;
  /** How long the operators have. */
  recordWithinSeconds: number;
}

/** What the agency signs, and the problem document that the call names by its hash. */
export interface PreparedRequest {
  batch: CallBatch;
  problem: Uint8Array;
  parameters: RoutesParameters;
}

/** A signature is asked for and given within this time. */
const DEADLINE_SECONDS = 3600;

/** Builds the agency's call from its wish. Throws DOCUMENT_INVALID with the field for a wish outside the limits. */
export function prepareRequest(wish: Wish, network: Pick<Network, 'contracts' | 'time'>): PreparedRequest {
  const asked = routesProblem({ parameters: { sharePermille: wish.sharePercent * 10 }, solver: { seed: wish.seed } });
  const problem = encodeProblem(asked);
  const data = encodeFunctionData({
    abi: decisionLedgerAbi,
    functionName: 'request',
    args: [
      {
        kind: stringToHex('routes', { size: 32 }),
        problem: digestOfCid(cidOfBlock(problem)),
        snapshot: digestOfCid(wish.snapshotCid),
        isRestricted: false,
        recordBy: network.time + wish.recordWithinSeconds,
        challengeWindow: wish.challengeWindowSeconds,
        committee: wish.committee,
      },
    ],
  });
  const batch: CallBatch = {
    account: wish.agency,
    calls: [{ target: network.contracts.decisionLedger, value: 0n, data }],
    nonce: randomNonce(),
    deadline: network.time + DEADLINE_SECONDS,
  };
  return { batch, problem, parameters: asked.parameters };
}
