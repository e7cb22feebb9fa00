import type { Hex } from 'viem';
import type { SignerSignature } from '../../protocol/call.ts';
import type { ErrorDetails } from '../../protocol/errors.ts';
import type { Contracts } from '../../protocol/network.ts';
import type { Subject } from './subject.ts';

/** Goes to the worker only. Key file and passphrase never leave the tab. */
export interface SignQuestion {
  keyFile: string;
  passphrase: string;
  subject: Subject;
  chainId: number;
  /** Where ballots are counted, and where the verifiers and the expanded keys of signers stand. */
  contracts: Pick<Contracts, 'governor' | 'verifier' | 'mlDsa65Verifier' | 'accountFactory'>;
  /** Who may sign for the account now; another key is refused before it signs. Of a key file's two keys the first that is among them signs. */
  signers: readonly Hex[];
}

export const SIGN_STEPS = ['opening', 'signing', 'verifying'] as const;
export type SignStep = (typeof SIGN_STEPS)[number];

export type SignNews =
  | { kind: 'step'; step: SignStep }
  | { kind: 'signed'; signature: SignerSignature }
  | { kind: 'error'; code: string; details: ErrorDetails };
