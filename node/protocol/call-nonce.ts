import { bytesToBigInt } from 'viem';

const sequenceBits = 64n;

/** Nonce of an account's call: a lane (192 bits) and the place in it (64 bits), as in OpenZeppelin's NoncesKeyed. */
export function nonceOf(lane: bigint, sequence = 0n): bigint {
  return (lane << sequenceBits) | sequence;
}

export function laneOf(nonce: bigint): bigint {
  return nonce >> sequenceBits;
}

export function sequenceOf(nonce: bigint): bigint {
  return nonce & ((1n << sequenceBits) - 1n);
}

/** First nonce of a lane of its own, so that no two calls wait for each other. Takes 24 random bytes. */
export function randomNonce(random = crypto.getRandomValues(new Uint8Array(24))): bigint {
  return nonceOf(bytesToBigInt(random));
}

/** The committee's record call of a decision uses the decision's id as its lane: it can happen only once. */
export function recordNonce(decisionId: bigint): bigint {
  return nonceOf(decisionId);
}
