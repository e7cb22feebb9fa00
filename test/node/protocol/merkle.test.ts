import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { expect } from 'chai';
import { bytesToHex } from 'viem';
import { chunkLeaf, merkleProof, merkleRoot, verifyMerkleProof } from '../../../node/protocol/merkle.ts';
import { expectCode } from '../../expect-code.ts';

const types = ['uint256', 'uint256', 'bytes'];

function chunksOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => new Uint8Array(1 + 7 * index).fill(index));
}

function standardTree(chunks: readonly Uint8Array[]) {
  const values = chunks.map((chunk, index) => [String(index), String(chunks.length), bytesToHex(chunk)]);
  return StandardMerkleTree.of(values, types, { sortLeaves: false });
}

describe('the Merkle tree of chunks', () => {
  const counts = [1, 2, 3, 4, 5, 7, 8, 13, 33];

  it("has the root of OpenZeppelin's StandardMerkleTree", () => {
    for (const count of counts) expect(merkleRoot(chunksOf(count))).to.equal(standardTree(chunksOf(count)).root);
  });

  it('gives proofs that OpenZeppelin verifies, and verifies its proofs', () => {
    let verified = 0;
    for (const count of counts) {
      const chunks = chunksOf(count);
      const tree = standardTree(chunks);
      for (const [index, chunk] of chunks.entries()) {
        const proof = merkleProof(chunks, index);
        const value = [String(index), String(count), bytesToHex(chunk)];
        expect(StandardMerkleTree.verify(tree.root, types, value, proof)).to.equal(true);
        expect(proof).to.deep.equal(tree.getProof(index));
        expect(verifyMerkleProof(merkleRoot(chunks), chunkLeaf(index, count, chunk), proof)).to.equal(true);
        verified++;
      }
    }
    expect(verified).to.equal(76);
  });

  it('refuses a proof for another chunk, another index or another count', () => {
    const chunks = chunksOf(5);
    const proof = merkleProof(chunks, 2);
    const root = merkleRoot(chunks);
    const chunk = chunks[2] ?? new Uint8Array();
    expect(verifyMerkleProof(root, chunkLeaf(2, 5, chunk.slice(1)), proof)).to.equal(false);
    expect(verifyMerkleProof(root, chunkLeaf(3, 5, chunk), proof)).to.equal(false);
    expect(verifyMerkleProof(root, chunkLeaf(2, 6, chunk), proof)).to.equal(false);
  });

  it('has a leaf for each chunk, and at least one', () => {
    expectCode('MERKLE_INDEX_UNKNOWN', () => merkleProof(chunksOf(3), 3));
    expectCode('MERKLE_TREE_EMPTY', () => merkleRoot([]));
  });
});
