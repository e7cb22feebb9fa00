import type { Address, Hex } from 'viem';
import type { SignerSignature } from '../../protocol/call.ts';
import type { ErrorDetails } from '../../protocol/errors.ts';
import type { Subject } from './subject.ts';

/** Goes to the worker only. Key file and passphrase never leave the tab. */
export interface SignQuestion {
  keyFile: string;
  passphrase: string;
  subject: Subject;
  chainId: number;
  /** Where ballots are counted. */
  governor: Address;
  /** The verifier that stands first in a signer. */
  verifier: Address;
  /** Who may sign for the account; another key is refused before it signs. */
  signers: readonly Hex[];
}

export const SIGN_STEPS = ['opening', 'signing', 'verifying'] as const;
export type SignStep = (typeof SIGN_STEPS)[number];

export type SignNews =
  | { kind: 'step'; step: SignStep }
  | { kind: 'signed'; signature: SignerSignature }
  | { kind: 'error'; code: string; details: ErrorDetails };
