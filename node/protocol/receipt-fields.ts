import { base64pad } from 'multiformats/bases/base64';
import type { Address, Hex } from 'viem';
import { type Fields, invalid, readArray, readObject } from './document-fields.ts';

/** Readers of what receipts are made of. Each accepts one spelling of a value only and throws DOCUMENT_INVALID otherwise. */

/** Whole bytes as lower-case hex. */
export function readHexBytes(value: unknown, field: string, longest: number): Hex {
  if (typeof value !== 'string' || value.length > 2 + 2 * longest)
    throw invalid(field, `at most ${longest} bytes of hex`);
  if (value.length % 2 !== 0 || !/^0x[0-9a-f]*$/.test(value)) throw invalid(field, 'lower-case hex of whole bytes');
  return `0x${value.slice(2)}`;
}

export function readHexList(value: unknown, field: string, most: number, longest: number): Hex[] {
  return readArray(value, field, most).map((entry, index) => readHexBytes(entry, `${field}[${index}]`, longest));
}

export function readLowerAddress(value: unknown, field: string): Address {
  const address = readHexBytes(value, field, 20);
  if (address.length !== 42) throw invalid(field, 'an address of 20 bytes');
  return address;
}

/** An object with these keys, of which the optional ones may be absent. */
export function readWithOptional(
  value: unknown,
  field: string,
  keys: readonly string[],
  optional: readonly string[],
): Fields {
  const isObject = typeof value === 'object' && value !== null;
  return readObject(value, field, [...keys, ...optional.filter((key) => isObject && Object.hasOwn(value, key))]);
}

/** Standard base64 with padding (RFC 4648, section 4), its one canonical spelling. */
export function decodeBase64(text: string, field: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = base64pad.baseDecode(text);
  } catch {
    throw invalid(field, 'base64');
  }
  if (encodeBase64(bytes) !== text) throw invalid(field, 'canonical base64');
  return bytes;
}

export function encodeBase64(bytes: Uint8Array): string {
  return base64pad.baseEncode(bytes);
}
