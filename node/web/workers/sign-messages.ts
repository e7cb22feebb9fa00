import type { Hex } from 'viem';
import type { SignerSignature } from '../../protocol/call.ts';
import type { ErrorDetails } from '../../protocol/errors.ts';
import type { Contracts } from '../../protocol/network.ts';
import type { Subject } from './subject.ts';

/** A subject to sign, and where it counts. */
export interface SubjectQuestion {
  subject: Subject;
  chainId: number;
  /** Where ballots are counted, and where the verifiers and the expanded keys of signers stand. */
  contracts: Pick<Contracts, 'governor' | 'verifier' | 'mlDsa65Verifier' | 'accountFactory'>;
  /** Who may sign for the account now; another key is refused before it signs. Of a key file's two keys the first that is among them signs. */
  signers: readonly Hex[];
}

/** Goes to the worker only; the first opens the keys. Key file and passphrase never leave the tab. */
export type SignQuestion =
  | { kind: 'open'; keyFile: string; passphrase: string }
  | ({ kind: 'subject' } & SubjectQuestion)
  /** The signature base of a request to the node (RFC 9421), for the ML-DSA-65 key that is registered for that. */
  | { kind: 'request'; base: Uint8Array };

export const SIGN_STEPS = ['opening', 'signing', 'verifying'] as const;
export type SignStep = (typeof SIGN_STEPS)[number];

export type SignNews =
  | { kind: 'step'; step: SignStep }
  /** The public half of the key for requests. */
  | { kind: 'opened'; requestKey: Hex }
  | { kind: 'signed'; signature: SignerSignature }
  | { kind: 'requestSigned'; signature: Uint8Array }
  | { kind: 'error'; code: string; details: ErrorDetails };
