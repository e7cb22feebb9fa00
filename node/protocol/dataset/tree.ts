import { CID } from 'multiformats/cid';
import { decodeCanonical, encodeCanonical } from '../canonical.ts';
import { readArray, readLink } from '../document-fields.ts';
import { NodeError } from '../errors.ts';
import { type DataBlock, nodeBlock } from './block.ts';

/** Links of a node. A node of 256 has about 10 KiB, so that a range of 1 MiB needs little more than its leaves. */
export const fanOut = 256;

/** Levels of nodes above so many leaves; none above a single one, which is its own tree. */
export function depthOf(leafCount: number): number {
  let depth = 0;
  for (let reach = 1; reach < leafCount; reach *= fanOut) depth += 1;
  return depth;
}

export interface TreeBuilder {
  /** Takes the next leaf; returns the nodes that it completes. */
  push(cid: string): Promise<DataBlock[]>;
  /** The nodes that remain, and the CID of the whole. Call it once, after at least one leaf. */
  finish(): Promise<{ blocks: DataBlock[]; top: string }>;
}

/** Builds the tree over the leaves as they come, in the memory of one open node a level. */
export function createTreeBuilder(): TreeBuilder {
  const open: string[][] = [[]];

  async function close(level: number): Promise<DataBlock> {
    const node = await nodeBlock(encodeCanonical((open[level] ?? []).map((cid) => CID.parse(cid))));
    open[level] = [];
    return node;
  }

  async function add(level: number, cid: string): Promise<DataBlock[]> {
    const links = open[level] ?? [];
    open[level] = links;
    // A full node is closed by what follows it: the topmost one stays open, lest there be a node above with one link.
    if (links.length < fanOut) {
      links.push(cid);
      return [];
    }
    const node = await close(level);
    open[level]?.push(cid);
    return [node, ...(await add(level + 1, node.cid))];
  }

  return {
    push: (cid) => add(0, cid),
    async finish() {
      const blocks: DataBlock[] = [];
      for (let level = 0; ; level += 1) {
        const links = open[level] ?? [];
        const [first] = links;
        if (level === open.length - 1 && links.length === 1 && first !== undefined) return { blocks, top: first };
        const node = await close(level);
        blocks.push(node, ...(await add(level + 1, node.cid)));
      }
    },
  };
}

/** The CIDs in a node; 'DATASET_TREE_INVALID' where there are not exactly `count`. */
export function readNode(bytes: Uint8Array, count: number): string[] {
  const links = readArray(decodeCanonical(bytes), 'node', fanOut).map((link) => readLink(link, 'node'));
  if (links.length !== count)
    throw new NodeError('DATASET_TREE_INVALID', { links: links.length, rule: `${count} links` });
  return links;
}

/** Leaves under each full link of a node at this height above the leaves. */
export function reachOf(height: number): number {
  return fanOut ** (height - 1);
}
