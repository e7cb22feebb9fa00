import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, hashTypedData, keccak256 } from 'viem';
import { participantAccountAbi } from './abi.ts';
import { algorithmRegistryAbi } from './algorithm-abi.ts';
import type { Call } from './call.ts';
import type { Contracts } from './network.ts';

/** Signers that come and go, and how many must sign afterwards (`IParticipantAccount.KeyChange`). */
export interface KeyChange {
  readonly added: readonly Hex[];
  readonly removed: readonly Hex[];
  readonly threshold: number;
}

const changeType = [
  {
    type: 'tuple',
    components: [
      { name: 'added', type: 'bytes[]' },
      { name: 'removed', type: 'bytes[]' },
      { name: 'threshold', type: 'uint64' },
    ],
  },
] as const;

const possessionTypes = {
  KeyPossession: [
    { name: 'change', type: 'bytes32' },
    { name: 'epoch', type: 'uint256' },
  ],
} as const;

/** By this the chain knows an announced change. */
export function keyChangeHash(change: KeyChange): Hex {
  return keccak256(encodeAbiParameters(changeType, [solidityOf(change)]));
}

/** EIP-712 digest that each added signer signs, so that nobody adds a key without its holder; `epoch` is the account's `keyEpoch()`. */
export function possessionDigest(
  chainId: number,
  account: Address,
  { change, epoch }: { change: KeyChange; epoch: bigint },
): Hex {
  return hashTypedData({
    domain: { name: 'QDT ParticipantAccount', version: '1', chainId, verifyingContract: account },
    types: possessionTypes,
    primaryType: 'KeyPossession',
    message: { change: keyChangeHash(change), epoch },
  });
}

/** The account announces new keys; `proofs` in the order of the added signers. */
export function proposeKeysCall(account: Address, change: KeyChange, proofs: readonly Hex[]): Call {
  const args = [solidityOf(change), proofs] as const;
  return callOf(account, encodeFunctionData({ abi: participantAccountAbi, functionName: 'proposeKeys', args }));
}

/** The account's signers object to the announced keys. */
export function cancelKeysCall(account: Address): Call {
  return callOf(account, encodeFunctionData({ abi: participantAccountAbi, functionName: 'cancelKeys' }));
}

/** Makes announced keys take effect; anybody sends it. */
export function applyKeysData(change: KeyChange): Hex {
  return encodeFunctionData({ abi: participantAccountAbi, functionName: 'applyKeys', args: [solidityOf(change)] });
}

/** A vote replaces lost keys. */
export function recoverAccountCall(
  { algorithmRegistry }: Contracts,
  account: Address,
  { change, proofs }: { change: KeyChange; proofs: readonly Hex[] },
): Call {
  const args = [account, solidityOf(change), proofs] as const;
  const data = encodeFunctionData({ abi: algorithmRegistryAbi, functionName: 'recoverAccount', args });
  return callOf(algorithmRegistry, data);
}

function solidityOf({ added, removed, threshold }: KeyChange) {
  return { added, removed, threshold: BigInt(threshold) };
}

function callOf(target: Address, data: Hex): Call {
  return { target, value: 0n, data };
}
