import { bytesToHex, type Hex, sha256, size, sliceHex } from 'viem';
import type { ContentStore } from '../content/content-store.ts';
import { linksOf } from '../content/links.ts';
import type { Call } from '../protocol/call.ts';
import { decodeCanonical } from '../protocol/canonical.ts';
import { cidOfBlock, cidOfRaw, parseCid } from '../protocol/cid.ts';
import { NodeError } from '../protocol/errors.ts';

export interface ContentBlock {
  cid: string;
  bytes: Uint8Array;
}

/**
 * Names the blocks that came with a call: a block counts when its sha2-256 digest is an argument of the call, or
 * when a counted block links to it. Any other is 'CONTENT_UNREFERENCED': a flipped bit makes it one.
 */
export function nameBlocks(calls: readonly Call[], blocks: readonly Uint8Array[]): ContentBlock[] {
  const given = new Map(blocks.map((bytes) => [sha256(bytes), bytes]));
  const words = new Set(calls.flatMap(({ data }) => argumentWords(data)));
  const named = new Map<Hex, ContentBlock>();
  const queue = [...given].filter(([digest]) => words.has(digest)).map(([, bytes]) => rootBlock(bytes));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const cid = parseCid(next.cid);
    named.set(bytesToHex(cid.multihash.digest), next);
    for (const link of linksOf({ cid, bytes: next.bytes })) {
      const digest = bytesToHex(link.multihash.digest);
      const bytes = given.get(digest);
      if (bytes !== undefined && !named.has(digest)) queue.push({ cid: link.toString(), bytes });
    }
  }
  for (const digest of given.keys()) {
    if (!named.has(digest)) throw new NodeError('CONTENT_UNREFERENCED', { field: 'content', digest });
  }
  return [...named.values()];
}

/** Reads a block from those that came along, then from the store. */
export function blockReader(
  store: ContentStore,
  blocks: readonly ContentBlock[],
): (cid: string) => Promise<Uint8Array> {
  const given = new Map(blocks.map(({ cid, bytes }) => [cid, bytes]));
  return async (cid) => given.get(cid) ?? (await store.get(cid));
}

/** The 32-byte words of a call's arguments, after the selector. */
function argumentWords(data: Hex): Hex[] {
  const words: Hex[] = [];
  for (let start = 4; start + 32 <= size(data); start += 32) words.push(sliceHex(data, start, start + 32));
  return words;
}

/** A digest on chain names a dag-cbor block where the bytes are one, else raw bytes. */
function rootBlock(bytes: Uint8Array): ContentBlock {
  return { cid: isCanonical(bytes) ? cidOfBlock(bytes) : cidOfRaw(bytes), bytes };
}

function isCanonical(bytes: Uint8Array): boolean {
  try {
    decodeCanonical(bytes);
    return true;
  } catch {
    return false;
  }
}
