import type { Hex } from 'viem';
import type { CallBatch, SignerSignature } from '../protocol/call.ts';
import { verifySignerSignature } from '../protocol/call.ts';
import { NodeError } from '../protocol/errors.ts';
import type { SignatureEngine } from '../protocol/signatures/engine.ts';
import type { AccountSigners, ParticipantsTable } from './participants-table.ts';

/** A call that waits longer than this is refused: what is kept must end some day. */
const longestWaitSeconds = 90 * 86_400;

/** 'ACCOUNT_UNKNOWN' when no account with known signers has this address. */
export function requireAccount(table: ParticipantsTable, account: CallBatch['account']): AccountSigners {
  const known = table.signersOf(account);
  if (known === undefined) throw new NodeError('ACCOUNT_UNKNOWN', { account });
  return known;
}

/** 'CALL_EXPIRED', 'CALL_DEADLINE_TOO_FAR', 'CALL_NONCE_USED' or 'CALL_NONCE_GAP'; times in unix seconds. */
export function requireTimely(table: ParticipantsTable, batch: CallBatch, now: number): void {
  const { account, nonce, deadline } = batch;
  const expected = table.nextNonce(account, nonce);
  if (nonce < expected) throw new NodeError('CALL_NONCE_USED', { account, nonce, expected });
  if (nonce > expected) throw new NodeError('CALL_NONCE_GAP', { account, nonce, expected });
  if (deadline < now) throw new NodeError('CALL_EXPIRED', { deadline, now });
  if (deadline > now + longestWaitSeconds) {
    throw new NodeError('CALL_DEADLINE_TOO_FAR', { deadline, latest: now + longestWaitSeconds });
  }
}

/** 'SIGNER_DUPLICATE', 'SIGNER_UNKNOWN' or 'SIGNATURE_INVALID', naming the signer, for the first that fails. */
export function requireSignatures(
  engine: SignatureEngine,
  known: AccountSigners,
  digest: Hex,
  signatures: readonly SignerSignature[],
): void {
  const seen = new Set<string>();
  for (const { signer } of signatures) {
    if (seen.has(signer)) throw new NodeError('SIGNER_DUPLICATE', { signer });
    seen.add(signer);
    if (!known.signers.includes(signer)) throw new NodeError('SIGNER_UNKNOWN', { signer });
  }
  for (const signed of signatures) {
    if (!verifySignerSignature(engine, digest, signed, known.publicKeys)) {
      throw new NodeError('SIGNATURE_INVALID', { signer: signed.signer, digest });
    }
  }
}
