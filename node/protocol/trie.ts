import { keccak_256 } from '@noble/hashes/sha3.js';
import { type Hex, hexToBytes } from 'viem';
import { sameBytes } from './canonical.ts';
import { NodeError } from './errors.ts';
import { decodeRlp, type RlpItem, rlpBytes, rlpList } from './rlp.ts';

/** keccak256(rlp('')): the root of a trie that holds nothing. */
const EMPTY_ROOT = keccak_256(Uint8Array.of(0x80));

/**
 * What a Merkle-Patricia trie (Yellow Paper, appendix D) holds at a key: the value, or undefined where the proof shows that there
 * is none. The proof is the nodes from the root down, each checked against the hash in the one above; every node must be used.
 * Anything that proves neither presence nor absence is 'PROOF_INVALID' with the broken rule.
 */
export function readTrie(root: Uint8Array, key: Uint8Array, proof: readonly Uint8Array[]): Uint8Array | undefined {
  const nodes = proofNodes(proof);
  const value = proof.length === 0 ? valueOfEmpty(root) : descend(nodes.take(root), nibblesOf(key), nodes);
  nodes.requireAllUsed();
  return value;
}

/** The nodes of a proof as receipts carry them. */
export function decodeProof(proof: readonly Hex[]): Uint8Array[] {
  return proof.map((node) => hexToBytes(node));
}

interface ProofNodes {
  /** The next node of the proof, which must hash to what was promised. */
  take(hash: Uint8Array): RlpItem[];
  requireAllUsed(): void;
}

function proofNodes(proof: readonly Uint8Array[]): ProofNodes {
  let used = 0;
  return {
    take(hash) {
      const node = proof[used];
      if (node === undefined) throw invalid('a node for every hash on the path');
      used += 1;
      if (!sameBytes(keccak_256(node), hash)) throw invalid('a node that hashes to what the one above promised');
      return rlpList(decodeRlp(node));
    },
    requireAllUsed() {
      if (used !== proof.length) throw invalid('no node off the path');
    },
  };
}

function descend(node: RlpItem[], path: readonly number[], nodes: ProofNodes): Uint8Array | undefined {
  if (node.length === 17) return descendBranch(node, path, nodes);
  if (node.length !== 2) throw invalid('nodes of 2 or 17 items');
  const { isLeaf, nibbles } = compactPath(rlpBytes(node[0]));
  const isOnPath = nibbles.length <= path.length && nibbles.every((nibble, index) => nibble === path[index]);
  if (isLeaf) return isOnPath && nibbles.length === path.length ? presentValue(node[1]) : undefined;
  if (nibbles.length === 0) throw invalid('extensions of at least one nibble');
  return isOnPath ? follow(node[1], path.slice(nibbles.length), nodes) : undefined;
}

function descendBranch(node: RlpItem[], path: readonly number[], nodes: ProofNodes): Uint8Array | undefined {
  const [next, ...rest] = path;
  if (next !== undefined) return follow(node[next], rest, nodes);
  const value = rlpBytes(node[16]);
  return value.length === 0 ? undefined : value;
}

/** A child is a hash, nothing, or a node of less than 32 bytes that stands in its parent. */
function follow(child: RlpItem | undefined, path: readonly number[], nodes: ProofNodes): Uint8Array | undefined {
  if (Array.isArray(child)) return descend(child, path, nodes);
  const hash = rlpBytes(child);
  if (hash.length === 0) return undefined;
  return descend(nodes.take(rlpBytes(hash, 32)), path, nodes);
}

/** Hex-prefix encoding (Yellow Paper, appendix C). */
function compactPath(bytes: Uint8Array): { isLeaf: boolean; nibbles: number[] } {
  const [flag, second, ...rest] = nibblesOf(bytes);
  if (flag === undefined || second === undefined || flag > 3) throw invalid('a hex-prefix path');
  const isOdd = (flag & 1) === 1;
  if (!isOdd && second !== 0) throw invalid('a hex-prefix path padded with zero');
  return { isLeaf: flag >= 2, nibbles: isOdd ? [second, ...rest] : rest };
}

function nibblesOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 15]);
}

function presentValue(item: RlpItem | undefined): Uint8Array {
  const value = rlpBytes(item);
  if (value.length === 0) throw invalid('leaves that hold something');
  return value;
}

function valueOfEmpty(root: Uint8Array): undefined {
  if (!sameBytes(root, EMPTY_ROOT)) throw invalid('a proof, unless the trie is empty');
  return undefined;
}

function invalid(rule: string): NodeError {
  return new NodeError('PROOF_INVALID', { rule });
}
