import { bytesToHex, concat, encodeAbiParameters, type Hex, keccak256 } from 'viem';
import { NodeError } from './errors.ts';

const leafParameters = [{ type: 'uint256' }, { type: 'uint256' }, { type: 'bytes' }] as const;

/**
 * The leaf of chunk `index` of `count`: keccak256(keccak256(abi.encode(index, count, chunk))), as in OpenZeppelin's
 * StandardMerkleTree over ['uint256', 'uint256', 'bytes']. The count binds every leaf to the number of its siblings.
 */
export function chunkLeaf(index: number, count: number, chunk: Uint8Array): Hex {
  return keccak256(keccak256(encodeAbiParameters(leafParameters, [BigInt(index), BigInt(count), bytesToHex(chunk)])));
}

/** Root of the chunks; the tree has the shape of OpenZeppelin's StandardMerkleTree with `sortLeaves: false`. */
export function merkleRoot(chunks: readonly Uint8Array[]): Hex {
  return nodeAt(merkleTree(chunks), 0);
}

/** Siblings from the leaf of a chunk up to the root, as OpenZeppelin's MerkleProof.verify takes them. */
export function merkleProof(chunks: readonly Uint8Array[], index: number): Hex[] {
  if (!Number.isInteger(index) || index < 0 || index >= chunks.length) {
    throw new NodeError('MERKLE_INDEX_UNKNOWN', { index, chunks: chunks.length });
  }
  return proofFrom(merkleTree(chunks), index);
}

function proofFrom(tree: readonly Hex[], index: number): Hex[] {
  const proof: Hex[] = [];
  for (let at = tree.length - 1 - index; at > 0; at = (at - 1) >> 1) proof.push(nodeAt(tree, siblingOf(at)));
  return proof;
}

/** The proof of every leaf, as merkleProof gives one at a time; for leaves made by chunkLeaf. */
export function merkleProofs(leaves: readonly Hex[]): Hex[][] {
  const tree = treeOf(leaves);
  return leaves.map((_, index) => proofFrom(tree, index));
}

/** Whether the proof leads from the leaf to the root; pairs are sorted before they are hashed. */
export function verifyMerkleProof(root: Hex, leaf: Hex, proof: readonly Hex[]): boolean {
  return proof.reduce(hashPair, leaf) === root;
}

/** A complete binary tree in one array: children of i at 2i+1 and 2i+2, leaves last and in reverse order. */
function merkleTree(chunks: readonly Uint8Array[]): Hex[] {
  return treeOf(chunks.map((chunk, index) => chunkLeaf(index, chunks.length, chunk)));
}

function treeOf(inOrder: readonly Hex[]): Hex[] {
  if (inOrder.length === 0) throw new NodeError('MERKLE_TREE_EMPTY');
  const leaves = [...inOrder].reverse();
  const tree: Hex[] = [...leaves.slice(1).map((): Hex => '0x'), ...leaves];
  for (let at = leaves.length - 2; at >= 0; at--) {
    tree[at] = hashPair(nodeAt(tree, 2 * at + 1), nodeAt(tree, 2 * at + 2));
  }
  return tree;
}

function nodeAt(tree: readonly Hex[], at: number): Hex {
  const node = tree[at];
  if (node === undefined) throw new NodeError('MERKLE_INDEX_UNKNOWN', { index: at });
  return node;
}

function siblingOf(at: number): number {
  return at % 2 === 1 ? at + 1 : at - 1;
}

function hashPair(a: Hex, b: Hex): Hex {
  return keccak256(a < b ? concat([a, b]) : concat([b, a]));
}
