import { CID } from 'multiformats/cid';
import { create } from 'multiformats/hashes/digest';
import { sameBytes } from '../canonical.ts';
import { dagCborCode, parseCid, rawCode, sha256Code } from '../cid.ts';
import { NodeError } from '../errors.ts';

/** A block with the CID that its bytes hash to. */
export interface DataBlock {
  cid: string;
  bytes: Uint8Array;
}

/** Reads a block from anywhere: whoever asks checks it. */
export type GetBlock = (cid: string) => Promise<Uint8Array>;

/** Names a sealed leaf. WebCrypto's hash, for these are many. */
export async function leafBlock(bytes: Uint8Array): Promise<DataBlock> {
  return await named(rawCode, bytes);
}

/** Names a block of DAG-CBOR. */
export async function nodeBlock(bytes: Uint8Array): Promise<DataBlock> {
  return await named(dagCborCode, bytes);
}

/** A block's bytes, after they were checked: 'CONTENT_HASH_MISMATCH' where they are others. */
export async function readBlock(getBlock: GetBlock, cid: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = own(await getBlock(cid));
  if (!sameBytes(parseCid(cid).multihash.digest, await digestOf(bytes)))
    throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
  return bytes;
}

/** The bytes in memory that WebCrypto takes; copied only where they are not. */
export function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isOwn(bytes) ? bytes : new Uint8Array(bytes);
}

function isOwn(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

async function named(code: number, bytes: Uint8Array): Promise<DataBlock> {
  const digest = create(sha256Code, await digestOf(own(bytes)));
  return { cid: CID.createV1(code, digest).toString(), bytes };
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
