import { decode, encode } from '@ipld/dag-cbor';
import { NodeError } from './errors.ts';

/** Canonical DAG-CBOR of a plain value (IPLD DAG-CBOR, strictness section): equal values have equal bytes. */
export function encodeCanonical(value: unknown): Uint8Array {
  return new Uint8Array(encode(value));
}

/** Decodes DAG-CBOR and refuses bytes that are not the one canonical encoding of their value. */
export function decodeCanonical(bytes: Uint8Array): unknown {
  let value: unknown;
  let again: Uint8Array;
  try {
    value = decode(bytes);
    again = encodeCanonical(value);
  } catch (error) {
    throw new NodeError('CONTENT_NOT_CANONICAL', { rule: 'is strict DAG-CBOR' }, error);
  }
  if (!sameBytes(again, bytes)) throw new NodeError('CONTENT_NOT_CANONICAL', { rule: 're-encodes to itself' });
  return value;
}

/** Whether two byte strings are equal; for public data, so not in constant time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
