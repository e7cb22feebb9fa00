import { sha256 } from '@noble/hashes/sha2.js';
import { serializeDictionary } from 'structured-headers';
import { bytesOf, malformed, memberOf } from './fields.ts';
import type { HttpMessage } from './message.ts';

/** Content-Digest of a body (RFC 9530, section 2), by sha-256. */
export function contentDigest(body: Uint8Array): string {
  return serializeDictionary(new Map([['sha-256', [new Uint8Array(sha256(body)), new Map()]]]));
}

/** Whether the body is the one that Content-Digest names. Other algorithms beside sha-256 are not looked at. */
export function matchesContentDigest(message: HttpMessage, body: Uint8Array): boolean {
  const member = memberOf(message, 'content-digest', 'sha-256');
  if (member === undefined) throw malformed('content-digest', 'has sha-256');
  const claimed = bytesOf(member[0], 'content-digest');
  const actual = sha256(body);
  return claimed.length === actual.length && claimed.every((byte, index) => byte === actual[index]);
}
