import { keccak_256 } from '@noble/hashes/sha3.js';
import { type Address, bytesToHex, type Hex, hexToBytes } from 'viem';
import { decodeRlp, rlpBigInt, rlpBytes, rlpList } from './rlp.ts';
import { decodeProof, readTrie } from './trie.ts';

/** An account and some of its storage, as eth_getProof gives them (EIP-1186), without the values, which the proofs hold. */
export interface AccountProof {
  readonly address: Address;
  readonly accountProof: readonly Hex[];
  readonly storageProofs: readonly { readonly slot: Hex; readonly proof: readonly Hex[] }[];
}

export interface AccountState {
  readonly nonce: bigint;
  readonly balance: bigint;
  readonly codeHash: Hex;
  /** The word in each proven slot; 0n where the proof shows that nothing is stored. */
  readonly storage: ReadonlyMap<Hex, bigint>;
}

/** The account under a state root, or undefined where the proof shows that there is none. Errors: 'PROOF_INVALID', 'RLP_INVALID'. */
export function readAccount(stateRoot: Uint8Array, proof: AccountProof): AccountState | undefined {
  const value = readTrie(stateRoot, keccak_256(hexToBytes(proof.address)), decodeProof(proof.accountProof));
  if (value === undefined) return undefined;
  const [nonce, balance, storageRoot, codeHash] = rlpList(decodeRlp(value), 4);
  const root = rlpBytes(storageRoot, 32);
  return {
    nonce: rlpBigInt(nonce),
    balance: rlpBigInt(balance),
    codeHash: bytesToHex(rlpBytes(codeHash, 32)),
    storage: new Map(proof.storageProofs.map((entry) => [entry.slot, readSlot(root, entry)])),
  };
}

function readSlot(storageRoot: Uint8Array, entry: AccountProof['storageProofs'][number]): bigint {
  const value = readTrie(storageRoot, keccak_256(hexToBytes(entry.slot)), decodeProof(entry.proof));
  return value === undefined ? 0n : rlpBigInt(decodeRlp(value));
}
