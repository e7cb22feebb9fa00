import { concatHex, type Hex, keccak256, numberToHex, pad } from 'viem';

/**
 * Where a ParticipantAccount keeps its signers (the layout stands in contracts/membership/ParticipantAccount.sol and is fixed for
 * good): the number of signers in slot 0, their positions in a mapping at slot 1, the threshold in the lowest 8 bytes of slot 2.
 */
export const signerCountSlot: Hex = wordOf(0);
export const thresholdSlot: Hex = wordOf(2);

/** Holds the signer's position + 1, and 0 when it is none: keccak256(signer || 1). */
export function signerSlot(signer: Hex): Hex {
  return keccak256(concatHex([signer, wordOf(1)]));
}

export function thresholdOf(word: bigint): number {
  return Number(word & 0xffff_ffff_ffff_ffffn);
}

/** The slots that prove these signers' right to sign, in the order in which receipts carry them. */
export function keySlots(signers: readonly Hex[]): Hex[] {
  return [signerCountSlot, thresholdSlot, ...signers.map(signerSlot)];
}

/** The word with a decision's state, in DecisionLedger's mapping of decisions. */
export function decisionStateSlot(decisionId: bigint): Hex {
  const base = keccak256(concatHex([wordOf(decisionId), wordOf(DECISIONS_SLOT)]));
  return wordOf(BigInt(base) + STATE_WORD);
}

/** Index in `decisionStates` (abi.ts). */
export function decisionStateOf(word: bigint): number {
  return Number((word >> STATE_SHIFT) & 0xffn);
}

/** AccessManaged holds slot 0. Words of a Decision: 5 of terms, agency with two times, then challengeUntil (6 bytes) and the state. */
const DECISIONS_SLOT = 1;
const STATE_WORD = 6n;
const STATE_SHIFT = 48n;

function wordOf(value: number | bigint): Hex {
  return pad(numberToHex(value), { size: 32 });
}
