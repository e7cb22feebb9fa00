import { sha256 } from '@noble/hashes/sha2.js';
import { CID } from 'multiformats/cid';
import { create as createDigest } from 'multiformats/hashes/digest';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { sameBytes } from './canonical.ts';
import { NodeError } from './errors.ts';

/** Multicodec codes of the two block codecs and the one hash in use. */
export const dagCborCode = 0x71;
export const rawCode = 0x55;
export const sha256Code = 0x12;

const digestLength = 32;
const longestCidText = 80;

/** CIDv1 (dag-cbor, sha2-256, base32) of a block. */
export function cidOfBlock(bytes: Uint8Array): string {
  return cidFrom(dagCborCode, sha256(bytes));
}

/** CIDv1 (raw, sha2-256, base32) of opaque bytes. */
export function cidOfRaw(bytes: Uint8Array): string {
  return cidFrom(rawCode, sha256(bytes));
}

/** Whether the bytes hash to the CID. */
export function isBlockOf(cid: string, bytes: Uint8Array): boolean {
  return sameBytes(parseCid(cid).multihash.digest, sha256(bytes));
}

/** The 32-byte digest that stands on chain for a CID. */
export function digestOfCid(cid: string): Hex {
  return bytesToHex(parseCid(cid).multihash.digest);
}

/** The dag-cbor CID whose digest stands on chain. */
export function cidOfDigest(digest: Hex): string {
  if (!/^0x[0-9a-f]{64}$/i.test(digest)) throw new NodeError('CID_INVALID', { rule: 'a digest is 32 bytes of hex' });
  return cidFrom(dagCborCode, hexToBytes(digest));
}

/** The raw CID whose digest stands on chain, for documents that are bytes and not dag-cbor. */
export function rawCidOfDigest(digest: Hex): string {
  if (!/^0x[0-9a-f]{64}$/i.test(digest)) throw new NodeError('CID_INVALID', { rule: 'a digest is 32 bytes of hex' });
  return cidFrom(rawCode, hexToBytes(digest));
}

/** A strictly parsed CID: canonical base32 text, version 1, sha2-256, dag-cbor or raw. Throws CID_INVALID. */
export function parseCid(text: string): CID {
  if (typeof text !== 'string' || text.length > longestCidText || !/^b[a-z2-7]+$/.test(text)) {
    throw new NodeError('CID_INVALID', { rule: 'lower-case base32' });
  }
  let cid: CID;
  try {
    cid = CID.parse(text);
  } catch (error) {
    throw new NodeError('CID_INVALID', { rule: 'parses' }, error);
  }
  if (cid.version !== 1 || (cid.code !== dagCborCode && cid.code !== rawCode)) {
    throw new NodeError('CID_INVALID', { rule: 'version 1, dag-cbor or raw' });
  }
  if (cid.multihash.code !== sha256Code || cid.multihash.digest.length !== digestLength) {
    throw new NodeError('CID_INVALID', { rule: 'sha2-256' });
  }
  if (cid.toString() !== text) throw new NodeError('CID_INVALID', { rule: 'canonical text' });
  return cid;
}

function cidFrom(code: number, digest: Uint8Array): string {
  return CID.createV1(code, createDigest(sha256Code, digest)).toString();
}
