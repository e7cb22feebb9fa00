import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hashTypedData,
  hexToBytes,
  keccak256,
  size,
  sliceHex,
} from 'viem';
import { participantAccountAbi } from './abi.ts';
import type { SignatureEngine } from './signatures/engine.ts';

/** One call of a batch; value in wei. */
export interface Call {
  target: Address;
  value: bigint;
  data: Hex;
}

/** What signers of an account sign: calls that happen all or not at all, once, before the deadline (unix seconds). */
export interface CallBatch {
  account: Address;
  calls: readonly Call[];
  nonce: bigint;
  deadline: number;
}

/** signer = verifier address || public key (ERC-7913). */
export interface SignerSignature {
  signer: Hex;
  signature: Hex;
}

const batchTypes = {
  Execute: [
    { name: 'calls', type: 'Call[]' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Call: [
    { name: 'target', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
  ],
} as const;

const refusalTypes = {
  Refusal: [
    { name: 'digest', type: 'bytes32' },
    { name: 'check', type: 'string' },
  ],
} as const;

/** EIP-712 digest of a batch: equals the contract's `executeDigest` (test). */
export function batchDigest(chainId: number, batch: CallBatch): Hex {
  return hashTypedData({
    domain: accountDomain(chainId, batch.account),
    types: batchTypes,
    primaryType: 'Execute',
    message: { calls: batch.calls, nonce: batch.nonce, deadline: BigInt(batch.deadline) },
  });
}

/** EIP-712 digest by which a signer of `account` declares that the batch with this digest failed the named check. */
export function refusalDigest(chainId: number, account: Address, refused: { digest: Hex; check: string }): Hex {
  return hashTypedData({
    domain: accountDomain(chainId, account),
    types: refusalTypes,
    primaryType: 'Refusal',
    message: refused,
  });
}

/** Calldata of `ParticipantAccount.execute`; signers in ascending order of their hash, as the contract asks. */
export function encodeExecute(batch: CallBatch, signatures: readonly SignerSignature[]): Hex {
  const sorted = signatures.toSorted((a, b) => (keccak256(a.signer) < keccak256(b.signer) ? -1 : 1));
  const signature = encodeAbiParameters(
    [{ type: 'bytes[]' }, { type: 'bytes[]' }],
    [sorted.map(({ signer }) => signer), sorted.map((entry) => entry.signature)],
  );
  return encodeFunctionData({
    abi: participantAccountAbi,
    functionName: 'execute',
    args: [batch.calls, batch.nonce, BigInt(batch.deadline), signature],
  });
}

/** The verifier that stands first in a signer, in lower case. */
export function verifierOf(signer: Hex): Hex {
  return `0x${sliceHex(signer, 0, addressBytes).slice(2).toLowerCase()}`;
}

/** The signatures by the algorithm that has most: an account takes those of one batch from one algorithm alone. */
export function ofOneAlgorithm(signatures: readonly SignerSignature[]): SignerSignature[] {
  const groups = Object.values(Object.groupBy(signatures, ({ signer }) => verifierOf(signer)));
  return groups.reduce<SignerSignature[]>((most, group = []) => (group.length > most.length ? group : most), []);
}

/** Verifier (20 bytes) and public key (32 bytes) -> signer. */
export function signerOf(verifier: Address, publicKey: Hex): Hex {
  return `0x${concatHex([verifier, publicKey]).slice(2).toLowerCase()}`;
}

/** ML-DSA public keys by signer (lower case): such a signer names its key only by the hash of its expansion. */
export type PublicKeys = Readonly<Record<string, Hex>>;

/**
 * Whether the signature over the digest verifies under the signer's key; false for a malformed signer, and for an ML-DSA signer
 * whose public key is not among `publicKeys`. Whoever puts it there has checked that it is this signer's (ml-dsa-signer.ts).
 */
export function verifySignerSignature(
  engine: SignatureEngine,
  digest: Hex,
  signed: SignerSignature,
  publicKeys: PublicKeys = {},
): boolean {
  const known = publicKeys[signed.signer.toLowerCase()];
  if (size(signed.signer) === mlDsaSignerBytes && known !== undefined) {
    return engine.mlDsa65.verify(hexToBytes(known), hexToBytes(digest), hexToBytes(signed.signature));
  }
  if (size(signed.signer) !== signerBytes) return false;
  const publicKey = hexToBytes(sliceHex(signed.signer, addressBytes));
  return engine.verify(publicKey, hexToBytes(digest), hexToBytes(signed.signature));
}

/** Bytes of an ML-DSA signer: it names an expanded key by address and code hash, and not the key itself (ml-dsa-signer.ts). */
export const mlDsaSignerBytes = 72;

const addressBytes = 20;
const signerBytes = 52;

function accountDomain(chainId: number, verifyingContract: Address) {
  return { name: 'QDT ParticipantAccount', version: '1', chainId, verifyingContract } as const;
}
