import { hexToBytes } from 'viem';
import type { DataBlock, GetBlock } from '../../../../node/protocol/dataset/block.ts';
import { deriveDataKeys } from '../../../../node/protocol/dataset/data-key.ts';
import { type PlainFile, sealContent } from '../../../../node/protocol/dataset/seal-content.ts';
import { NodeError } from '../../../../node/protocol/errors.ts';

export const secret = new Uint8Array(hexToBytes(`0x${'5a'.repeat(32)}`));

/** Bytes that differ everywhere, the same each time. */
export function pattern(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export function plainFile(path: string, bytes: Uint8Array): PlainFile {
  return { path, open: () => [bytes] };
}

/** Seals in memory: the blocks by CID. */
export async function sealed(files: PlainFile[], key = secret) {
  const keys = await deriveDataKeys(key);
  const blocks = new Map<string, Uint8Array>();
  const sealing = sealContent(files, keys);
  const order: DataBlock[] = [];
  for (let next = await sealing.next(); ; next = await sealing.next()) {
    if (next.done === true) return { keys, blocks, order, ...next.value, getBlock: reader(blocks) };
    blocks.set(next.value.cid, next.value.bytes);
    order.push(next.value);
  }
}

export function reader(blocks: ReadonlyMap<string, Uint8Array>): GetBlock {
  return async (cid) => {
    const bytes = blocks.get(cid);
    if (bytes === undefined) throw new NodeError('CONTENT_MISSING', { cid });
    return bytes;
  };
}

export async function joined(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
