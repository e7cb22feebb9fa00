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

/** Words of a decision in DecisionLedger's mapping of decisions: where it stands, and the sample that stands. */
export interface DecisionSlots {
  readonly state: Hex;
  readonly sampleHash: Hex;
  readonly energy: Hex;
}

export function decisionSlots(decisionId: bigint): DecisionSlots {
  const base = BigInt(keccak256(concatHex([wordOf(decisionId), wordOf(DECISIONS_SLOT)])));
  const word = (place: bigint): Hex => wordOf(BigInt.asUintN(256, base + place));
  return { state: word(STATE_WORD), sampleHash: word(SAMPLE_HASH_WORD), energy: word(ENERGY_WORD) };
}

/** The same in the order in which receipts carry them. */
export function standingSlots(decisionId: bigint): Hex[] {
  const { state, sampleHash, energy } = decisionSlots(decisionId);
  return [state, sampleHash, energy];
}

/** Index in `decisionStates` (abi.ts). */
export function decisionStateOf(word: bigint): number {
  return Number((word >> STATE_SHIFT) & 0xffn);
}

/**
 * AccessManaged holds slot 0. Words of a Decision (contracts/decisions/DecisionStore.sol): 5 of terms, agency with two times, then
 * challengeUntil (6 bytes), the state and what suspends it, then the outcome's 5.
 */
const DECISIONS_SLOT = 1;
const STATE_WORD = 6n;
const SAMPLE_HASH_WORD = 9n;
const ENERGY_WORD = 10n;
const STATE_SHIFT = 48n;

function wordOf(value: number | bigint): Hex {
  return pad(numberToHex(value), { size: 32 });
}
