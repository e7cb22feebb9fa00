import { createMerkleProof, createMPT, type MerklePatriciaTrie } from '@ethereumjs/mpt';
import { expect } from 'chai';
import { keccak256, numberToBytes } from 'viem';
import { readTrie } from '../../../node/protocol/trie.ts';

interface Example {
  readonly trie: MerklePatriciaTrie;
  readonly entries: readonly (readonly [Uint8Array, Uint8Array])[];
}

/** Tries of every shape: hashed keys as in state, short keys as in blocks, and tiny values that stand in their parents. */
const shapes = {
  'hashed keys': (index: number) => [hashed(index), filled(1 + (index % 90), index)] as const,
  'short keys': (index: number) => [numberToBytes(index, { size: 2 }), filled(40, index)] as const,
  'tiny values': (index: number) => [numberToBytes(index * 17, { size: 3 }), filled(1, index)] as const,
};

describe('Merkle-Patricia proofs', () => {
  for (const [name, entryOf] of Object.entries(shapes)) {
    it(`agree with the reference on presence and absence: ${name}`, async () => {
      let checked = 0;
      for (const size of [1, 2, 3, 16, 17, 200]) {
        const { trie, entries } = await exampleOf(entryOf, size);
        for (const [key, value] of entries.slice(0, 40)) {
          expect(readTrie(trie.root(), key, await proofOf(trie, key))).to.deep.equal(value);
          const [absent] = entryOf(60_000 + checked);
          expect(readTrie(trie.root(), absent, await proofOf(trie, absent))).to.equal(undefined);
          checked += 1;
        }
      }
      expect(checked).to.equal(1 + 2 + 3 + 16 + 17 + 40);
    });
  }

  it('show that an empty trie holds nothing, and that no other trie is empty', async () => {
    const empty = await createMPT();
    expect(readTrie(empty.root(), hashed(1), [])).to.equal(undefined);
    expect(() => readTrie(hashed(1), hashed(1), [])).to.throw('PROOF_INVALID');
  });

  it('are refused with a flipped bit anywhere, a node more or a node less', async () => {
    const { trie, entries } = await exampleOf(shapes['hashed keys'], 40);
    const [key] = entries[7] ?? [hashed(0)];
    const proof = await proofOf(trie, key);
    let refused = 0;
    for (const [place, node] of proof.entries()) {
      for (let index = 0; index < node.length; index++) {
        const altered = proof.map((one, other) => (other === place ? flipped(one, index) : one));
        expect(() => readTrie(trie.root(), key, altered)).to.throw(/PROOF_INVALID|RLP_INVALID/);
        refused += 1;
      }
    }
    expect(refused).to.be.greaterThan(500);
    expect(() => readTrie(trie.root(), key, proof.slice(0, -1))).to.throw('PROOF_INVALID');
    expect(() => readTrie(trie.root(), key, [...proof, ...proof.slice(-1)])).to.throw('PROOF_INVALID');
  });

  it('do not prove another key', async () => {
    const { trie, entries } = await exampleOf(shapes['hashed keys'], 40);
    const [key] = entries[7] ?? [hashed(0)];
    const [other] = entries[8] ?? [hashed(0)];
    const proof = await proofOf(trie, key);
    expect(() => readTrie(trie.root(), other, proof)).to.throw('PROOF_INVALID');
  });
});

async function exampleOf(
  entryOf: (index: number) => readonly [Uint8Array, Uint8Array],
  size: number,
): Promise<Example> {
  const entries = Array.from({ length: size }, (_, index) => entryOf(index + 1));
  const trie = await createMPT();
  for (const [key, value] of entries) await trie.put(key, value);
  return { trie, entries };
}

async function proofOf(trie: MerklePatriciaTrie, key: Uint8Array): Promise<Uint8Array[]> {
  return (await createMerkleProof(trie, key)).filter((node, place) => place === 0 || node.length >= 32);
}

function hashed(index: number): Uint8Array {
  return keccak256(numberToBytes(index, { size: 8 }), 'bytes');
}

function filled(length: number, index: number): Uint8Array {
  return new Uint8Array(length).fill(1 + (index % 255));
}

function flipped(node: Uint8Array, index: number): Uint8Array {
  return node.map((byte, place) => (place === index ? byte ^ 1 : byte));
}
