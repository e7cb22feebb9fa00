import { AbiCoder, keccak256, TypedDataEncoder } from 'ethers';
import type { Contract } from '../network.fixture.ts';
import { accountDomain, type Signer } from '../signing.fixture.ts';

/** A change of keys as the contract takes it. */
export interface KeyChange {
  added: string[];
  removed: string[];
  threshold: number;
}

const possessionTypes = {
  KeyPossession: [
    { name: 'change', type: 'bytes32' },
    { name: 'epoch', type: 'uint256' },
  ],
};

export function changeOf(added: Signer[], removed: Signer[], threshold = 1): KeyChange {
  return { added: added.map(({ signer }) => signer), removed: removed.map(({ signer }) => signer), threshold };
}

export function hashOf(change: KeyChange): string {
  const { added, removed, threshold } = change;
  return keccak256(AbiCoder.defaultAbiCoder().encode(['tuple(bytes[],bytes[],uint64)'], [[added, removed, threshold]]));
}

/** What a new key signs to prove that somebody holds it; by ethers' encoder, not by the contract. */
export function possessionDigest(account: Contract, change: KeyChange, epoch = 0): string {
  return TypedDataEncoder.hash(accountDomain(account, 31337), possessionTypes, { change: hashOf(change), epoch });
}

export function proofsOf(account: Contract, change: KeyChange, added: Signer[], epoch = 0): string[] {
  const digest = possessionDigest(account, change, epoch);
  return added.map((signer) => signer.sign(digest));
}
