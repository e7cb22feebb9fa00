import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * A record of the journal, all integers big-endian:
 *
 *   length   u32   bytes of the payload
 *   check    u32   CRC-32 of the four length bytes, so that a changed length is not taken for a torn tail
 *   payload  dag-cbor
 *   digest   32    SHA-256 of the previous record's digest and the payload: checksum and chain in one
 *   end      u8    0xff, so that no finished record ends in zeros
 */
export const headerLength = 8;
export const trailerLength = 33;
const endMark = 0xff;

/** Longest payload: far above a full block (50 transactions of 128 KiB), far below what would exhaust memory. */
export const maximumPayloadLength = 16 * 1024 * 1024;

/** The digest before the first record: 32 zero bytes. */
export const firstDigest: Uint8Array = new Uint8Array(32);

/** The bytes of one record. */
export function frameRecord(payload: Uint8Array, digest: Uint8Array): Uint8Array {
  const record = Buffer.alloc(headerLength + payload.length + trailerLength);
  record.writeUInt32BE(payload.length, 0);
  record.writeUInt32BE(crc32(record.subarray(0, 4)), 4);
  record.set(payload, headerLength);
  record.set(digest, headerLength + payload.length);
  record[record.length - 1] = endMark;
  return record;
}

/** What the next record's digest must be. */
export function recordDigest(previous: Uint8Array, payload: Uint8Array): Buffer {
  return createHash('sha256').update(previous).update(payload).digest();
}

/** Bytes of the payload that a header announces, or undefined when the header is not one of ours. */
export function announcedLength(header: Uint8Array): number | undefined {
  const view = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  const length = view.readUInt32BE(0);
  const isIntact = view.readUInt32BE(4) === crc32(view.subarray(0, 4)) && length <= maximumPayloadLength;
  return isIntact ? length : undefined;
}

/** The payload of a whole record, or undefined when a byte of it changed. */
export function openRecord(record: Uint8Array, previous: Uint8Array): Uint8Array | undefined {
  const payload = record.subarray(headerLength, record.length - trailerLength);
  const digest = record.subarray(record.length - trailerLength, record.length - 1);
  const isIntact = record[record.length - 1] === endMark && recordDigest(previous, payload).equals(digest);
  return isIntact ? payload : undefined;
}
