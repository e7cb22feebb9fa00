import { bytesToString, type Hex, hexToBytes, stringToHex } from 'viem';
import { NodeError } from '../errors.ts';
import { every } from './rules.ts';

const longestText = 31;
const text = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const id = /^0x[0-9a-f]{64}$/;
const zero: Hex = `0x${'00'.repeat(32)}`;

/**
 * A name as it may stand in a policy: 1 to 31 of A-Z a-z 0-9 . _ - (the first a letter or digit), or a 32-byte id as
 * lower-case hex. POLICY_ID_CHARACTER names the character that may not be there.
 */
export function requireName(value: string, field: string): string {
  if (id.test(value)) {
    if (nameOfBytes(`0x${value.slice(2)}`) !== value)
      throw new NodeError('POLICY_INVALID', { field, rule: 'is written as text where its bytes are text' });
    return value;
  }
  for (const [at, character] of [...value].entries())
    if (!/[A-Za-z0-9._-]/.test(character) || (at === 0 && !/[A-Za-z0-9]/.test(character)))
      throw new NodeError('POLICY_ID_CHARACTER', { field, character: codePoint(character), position: at });
  if (value === '' || value.length > longestText)
    throw new NodeError('POLICY_INVALID', { field, rule: `has 1 to ${longestText} characters`, length: value.length });
  return value;
}

/** The 32 bytes on chain: text left-aligned and zero-padded, ids as they are, '*' and '' as zero. */
export function bytesOfName(name: string): Hex {
  if (name === every || name === '') return zero;
  return id.test(name) ? `0x${name.slice(2)}` : stringToHex(name, { size: 32 });
}

/** The one name of 32 bytes: text where they are a text, else the id; '*' for zero. */
export function nameOfBytes(bytes: Hex): string {
  if (bytes === zero) return every;
  const trimmed = bytes.replace(/(00)+$/, '');
  const decoded = bytesToString(hexToBytes(`0x${trimmed.slice(2)}`));
  return text.test(decoded) && decoded.length <= longestText ? decoded : bytes;
}

/** A character as Unicode writes it, so that two that look alike can be told apart: U+0430. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
