import { bytesToHex, concatHex, type Hex, sha256, stringToHex } from 'viem';
import { NodeError } from './errors.ts';

/** The longest text that is kept, in bytes of UTF-8. */
export const longestTextBytes = 16_384;

/**
 * The hash that stands in for a text on chain: sha2-256 of the salt (32 bytes) and the text's UTF-8. Without the salt nobody can try
 * texts on it, so that a text is gone when both are erased.
 */
export function saltedHash({ salt, text }: { salt: Hex; text: string }): Hex {
  return sha256(concatHex([salt, stringToHex(text)]));
}

/** 32 random bytes. */
export function newSalt(random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))): Hex {
  return bytesToHex(random(32));
}

/** Throws 'TEXT_EMPTY', 'TEXT_TOO_LONG' or, for half a surrogate pair, 'TEXT_MALFORMED'. */
export function requireText(text: string): void {
  if (text.trim() === '') throw new NodeError('TEXT_EMPTY', { field: 'text', rule: 'says something' });
  if (!text.isWellFormed()) throw new NodeError('TEXT_MALFORMED', { field: 'text', rule: 'is Unicode' });
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > longestTextBytes)
    throw new NodeError('TEXT_TOO_LONG', { field: 'text', bytes, rule: `at most ${longestTextBytes} bytes` });
}
