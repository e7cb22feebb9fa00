import type { Address, Hex } from 'viem';
import type { CostComponent } from '../governance/call-record.ts';
import type { DecisionState } from '../protocol/abi.ts';

/** A decision as it is shown. CIDs as text, energies as decimal text, times in unix seconds. */
export interface DecisionRecordView {
  id: number;
  state: Exclude<DecisionState, 'NONE'>;
  kind: string;
  agency: Address;
  agencyName?: string;
  committee: Address;
  committeeName?: string;
  problemCid: string;
  snapshotCid: string;
  isRestricted: boolean;
  recordBy: number;
  challengeWindow: number;
  requestedAt: number;
  requestTransaction: Hex;
  requestBlock: number;
  outcome?: { reportCid: string; modelRoot: Hex; sampleHash: Hex; energy: string; bound: string };
  recordedAt?: number;
  recordTransaction?: Hex;
  recordBlock?: number;
  recordGas?: number;
  challengeUntil?: number;
  finalizedAt?: number;
  finalTransaction?: Hex;
  signers?: { signer: Hex; name?: string }[];
  cost?: DecisionCost;
}

/** CPU-seconds as their makers told them, gas as the chain counted it, sizes in bytes. */
export interface DecisionCost {
  components: CostComponent[];
  gas: { request: number; record?: number; finalize?: number };
  bytes: { report?: number; snapshot?: number; calldata?: number };
}
