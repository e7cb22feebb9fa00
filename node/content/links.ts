import { createUnsafe } from 'multiformats/block';
import type { CID } from 'multiformats/cid';
import { NodeError } from '../protocol/errors.ts';
import { blockCodecs, requireBlockCid } from './block-cid.ts';
import type { ContentLimits } from './limits.ts';

export interface Block {
  cid: CID;
  bytes: Uint8Array;
}

/** The codec of a CID's block; 'CID_INVALID' for one the store does not hold. */
export function codecOf(code: number) {
  const codec = blockCodecs.find((candidate) => candidate.code === code);
  if (codec === undefined) throw new NodeError('CID_INVALID', { rule: 'dag-cbor, raw or dag-pb' });
  return codec;
}

/** The CIDs a block links to, in the order they stand in it. Bytes its codec cannot read are 'CONTENT_NOT_CANONICAL'. */
export function linksOf({ cid, bytes }: Block): CID[] {
  try {
    const block = createUnsafe({ cid, bytes, codec: codecOf(cid.code) });
    return [...block.links()].map(([, link]) => requireBlockCid(link));
  } catch (error) {
    if (error instanceof NodeError) throw error;
    throw new NodeError('CONTENT_NOT_CANONICAL', { cid: cid.toString() }, error);
  }
}

/** Every block under a root once, breadth first, within the limits ('CONTENT_TOO_LARGE' names the one that was passed). */
export async function* walkDag(
  root: CID,
  get: (cid: CID) => Promise<Uint8Array>,
  limits: ContentLimits,
): AsyncGenerator<Block> {
  const seen = new Set([root.toString()]);
  let level = [root];
  let totalBytes = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) throw new NodeError('CONTENT_TOO_LARGE', { limit: 'depth', allowed: limits.depth });
    const next: CID[] = [];
    for (const cid of level) {
      const block = { cid, bytes: await get(cid) };
      totalBytes += block.bytes.length;
      if (totalBytes > limits.totalBytes)
        throw new NodeError('CONTENT_TOO_LARGE', { limit: 'totalBytes', allowed: limits.totalBytes });
      yield block;
      for (const link of linksOf(block)) if (addOnce(seen, link.toString())) next.push(link);
      if (seen.size > limits.blocks)
        throw new NodeError('CONTENT_TOO_LARGE', { limit: 'blocks', allowed: limits.blocks });
    }
    level = next;
  }
}

function addOnce(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
