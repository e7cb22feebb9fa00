import type { Address, Hex } from 'viem';
import type { CostComponent } from '../governance/call-record.ts';
import type { DecisionState } from '../protocol/abi.ts';
import type { DecisionCourse } from './decision-course.ts';
import type { Enactor } from './enactors.ts';

/** A decision as it is shown. CIDs as text, energies as decimal text, times in unix seconds. */
export interface DecisionRecordView extends DecisionCourse {
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
  /** As it stands: sample and energy are those of the latest better sample. */
  outcome?: { reportCid: string; modelRoot: Hex; sampleHash: Hex; energy: string; bound: string };
  recordedAt?: number;
  recordTransaction?: Hex;
  recordBlock?: number;
  recordGas?: number;
  challengeUntil?: number;
  finalizedAt?: number;
  finalTransaction?: Hex;
  signers?: { signer: Hex; name?: string }[];
  /** The standing mandate that it was requested under; the change as decimal text in the unit of its kind. */
  mandate?: { id: number; area: string; change: string };
  /** Who may enact or decline it now; absent once that is done, and while the chain cannot be asked. */
  whoEnacts?: Enactor;
  cost?: DecisionCost;
}

/** CPU-seconds as their makers told them, gas as the chain counted it, sizes in bytes. */
export interface DecisionCost {
  components: CostComponent[];
  gas: { request: number; record?: number; finalize?: number };
  bytes: { report?: number; snapshot?: number; calldata?: number };
}
