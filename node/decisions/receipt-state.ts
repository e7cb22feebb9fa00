import { type Address, type Hex, numberToHex } from 'viem';
import type { ChainReader } from '../chain/contracts.ts';
import { field, hexValue } from '../chain/rpc-values.ts';
import { NodeError } from '../protocol/errors.ts';
import type { AccountProof } from '../protocol/state-proof.ts';

/** Proof of an account and of slots of its storage in the state after a block (EIP-1186). */
export async function readAccountProof(
  chain: ChainReader,
  account: { address: Address; slots: readonly Hex[]; blockNumber: number },
): Promise<AccountProof> {
  const { address, slots, blockNumber } = account;
  const answer = await chain.request('eth_getProof', [address, slots, numberToHex(blockNumber)]);
  const storage = listOf(field(answer, 'storageProof'));
  return {
    address: lowerCase(address),
    accountProof: nodesOf(field(answer, 'accountProof')),
    storageProofs: slots.map((slot, index) => ({ slot, proof: nodesOf(field(storage[index], 'proof')) })),
  };
}

export function lowerCase(hex: Hex): Hex {
  return `0x${hex.slice(2).toLowerCase()}`;
}

function nodesOf(value: unknown): Hex[] {
  return listOf(value).map((node) => lowerCase(hexValue(node, 'proof')));
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new NodeError('RPC_ANSWER_INVALID', { name: 'proof' });
  return value;
}
