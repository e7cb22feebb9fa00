import { CID } from 'multiformats/cid';
import { encodeCanonical } from '../../protocol/canonical.ts';
import type { GetBlock } from '../../protocol/dataset/block.ts';
import { type ByteRange, blocksOfRange, readRoot, requireRange } from '../../protocol/dataset/open-content.ts';

/**
 * The encrypted blocks of a range of plain bytes as a CARv1 (ipld.io/specs/transport/car/carv1): the nodes that lead to its leaves
 * and the leaves, in the order in which a reader needs them. The header names the content root. 'DATASET_RANGE_OUTSIDE' comes
 * before the first byte.
 */
export async function rangeCar(
  rootCid: string,
  range: ByteRange,
  getBlock: GetBlock,
): Promise<AsyncGenerator<Uint8Array>> {
  const root = await readRoot(rootCid, getBlock);
  requireRange(range, root.bytes);
  const write = async function* (): AsyncGenerator<Uint8Array> {
    const header = encodeCanonical({ roots: [CID.parse(rootCid)], version: 1 });
    yield Buffer.concat([varint(header.length), header]);
    for await (const { cid } of blocksOfRange(root, range, getBlock)) {
      const name = CID.parse(cid).bytes;
      const bytes = await getBlock(cid);
      yield Buffer.concat([varint(name.length + bytes.length), name, bytes]);
    }
  };
  return write();
}

/** Unsigned LEB128. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}
