import { hash } from 'node:crypto';
import * as dagCbor from '@ipld/dag-cbor';
import * as dagPb from '@ipld/dag-pb';
import { base32 } from 'multiformats/bases/base32';
import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { create } from 'multiformats/hashes/digest';
import { NodeError } from '../protocol/errors.ts';

/** Multihash code of sha2-256 (multicodec table). */
const SHA2_256 = 0x12;
const MAX_TEXT_LENGTH = 80;

/** The codecs the store accepts, by multicodec code. */
export const blockCodecs = [dagCbor, raw, dagPb] as const;
export const DAG_CBOR = dagCbor.code;

/**
 * A CID as the store writes it: CIDv1, sha2-256, dag-cbor, raw or dag-pb, in lower-case base32. A text that is anything else,
 * another spelling of the same CID included, is 'CID_INVALID'; so no text from outside can name a path.
 */
export function parseBlockCid(text: string): CID {
  if (typeof text !== 'string' || text.length > MAX_TEXT_LENGTH) throw new NodeError('CID_INVALID', { rule: 'length' });
  let cid: CID;
  try {
    cid = CID.parse(text, base32);
  } catch (error) {
    throw new NodeError('CID_INVALID', { rule: 'base32 CIDv1' }, error);
  }
  if (cid.toString(base32) !== text) throw new NodeError('CID_INVALID', { rule: 'canonical base32' });
  return requireBlockCid(cid);
}

/** The same rules for a CID that is already decoded, a link inside a block or a section of a CAR. */
export function requireBlockCid(cid: CID): CID {
  const rule = brokenRule(cid);
  if (rule !== undefined) throw new NodeError('CID_INVALID', { rule });
  return cid;
}

export function cidOfBytes(bytes: Uint8Array, codec: number): CID {
  return requireBlockCid(CID.createV1(codec, create(SHA2_256, sha256(bytes))));
}

/** Whether the bytes are those the CID names. */
export function bytesMatch(cid: CID, bytes: Uint8Array): boolean {
  const expected = cid.multihash.digest;
  const actual = sha256(bytes);
  return expected.length === actual.length && actual.every((byte, index) => byte === expected[index]);
}

function brokenRule(cid: CID): string | undefined {
  if (cid.version !== 1) return 'version 1';
  if (cid.multihash.code !== SHA2_256 || cid.multihash.digest.length !== 32) return 'sha2-256';
  if (!blockCodecs.some(({ code }) => code === cid.code)) return 'dag-cbor, raw or dag-pb';
  return undefined;
}

/** OpenSSL's, which is ten times as fast as one in JavaScript. */
function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', bytes, 'buffer'));
}
