import type { Address, Hex } from 'viem';
import type { ParticipantView } from '../client/views.ts';
import { signerOf } from '../protocol/call.ts';

/** The account among these for which the key signs; undefined where it signs for none of them. */
export function accountOfKey(
  accounts: readonly ParticipantView[],
  verifier: Address,
  publicKey: Hex | undefined,
): ParticipantView | undefined {
  if (publicKey === undefined) return undefined;
  const signer = signerOf(verifier, publicKey);
  return accounts.find(({ signers }) => signers.some((known) => known.toLowerCase() === signer));
}

/** The one with this address, in whatever case it is written. */
export function participantOf(
  participants: readonly ParticipantView[],
  account: string | undefined,
): ParticipantView | undefined {
  return participants.find((one) => one.account.toLowerCase() === account?.toLowerCase());
}
