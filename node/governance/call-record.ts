import type { Address, Hex } from 'viem';
import type { CallBatch, SignerSignature } from '../protocol/call.ts';

/** What a component used to make what a call carries, as its maker told it. */
export interface CostComponent {
  component: string;
  cpuSeconds: number;
}

/** A signer's signed no, naming the check that failed. */
export interface StoredRefusal {
  signer: Hex;
  check: string;
  signature: Hex;
}

/** A batch as this node keeps it. `transactionHash` stands once this node relayed it. */
export interface StoredCall {
  digest: Hex;
  batch: CallBatch;
  signatures: readonly SignerSignature[];
  refusals: readonly StoredRefusal[];
  /** Unix seconds. */
  createdAt: number;
  cost: readonly CostComponent[];
  transactionHash?: Hex;
}

export type CallStatus = 'pending' | 'executed' | 'expired';

/** A call as it is shown: who signed, never the signatures themselves. */
export interface CallView {
  digest: Hex;
  account: Address;
  calls: { target: Address; value: string; data: Hex }[];
  nonce: string;
  deadline: number;
  threshold: number;
  signatures: { signer: Hex }[];
  refusals: { signer: Hex; check: string }[];
  status: CallStatus;
  transactionHash?: Hex;
  createdAt: number;
  cost?: CostComponent[];
}
