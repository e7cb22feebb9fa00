import type { Address, Hex } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import type { Solve } from '../report/solved-report.ts';
import type { Steps } from './durable-steps.ts';

/** The part of a node that an operator uses. */
export type OracleClient = Pick<
  NodeClient,
  | 'network'
  | 'decisions'
  | 'decision'
  | 'content'
  | 'participant'
  | 'calls'
  | 'submitCall'
  | 'addSignature'
  | 'refuseCall'
>;

/** One thing that an operator did, as a plain sentence; never a secret. */
export interface Progress {
  event: string;
  decisionId?: number;
  text: string;
}

/** One member of a committee with all it works with. */
export interface Operator {
  client: OracleClient;
  chainId: number;
  contracts: Contracts;
  committee: Address;
  /** The committee's signers as they are now; `verifier || key` each. */
  committeeSigners: () => Promise<readonly Hex[]>;
  /** This operator's own. */
  signer: Hex;
  sign: (digest: Hex) => Promise<Hex>;
  solve: Solve;
  steps: Steps;
  /** Unix seconds. */
  clock: () => number;
  /** How long a silent lead is waited for before the next in the rotation takes over. */
  takeoverSeconds: number;
  tell: (progress: Progress) => void;
  signal: AbortSignal;
}
