import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { AbiCoder, concat, hexlify, id, keccak256, TypedDataEncoder } from 'ethers';
import { deployAlgorithms, verifiersOf } from './algorithms.fixture.ts';
import { addressOf, type Contract, deploy } from './network.fixture.ts';

/** An ERC-7913 signer, `verifier || key`, with its way to sign a digest. All hex. */
export interface Signer {
  signer: string;
  sign(digest: string): string;
}

export interface Call {
  target: string;
  value: bigint;
  data: string;
}

export interface Batch {
  calls: Call[];
  nonce: bigint;
  deadline: number;
}

const executeTypes = {
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
};

export function stubSigner(verifier: Contract, name: string): Signer {
  const key = id(name);
  return { signer: concat([addressOf(verifier), key]), sign: (digest) => keccak256(concat([key, digest])) };
}

export interface SlhDsaKey {
  publicKey: string;
  privateKey: KeyObject;
}

export function slhDsaKey(): SlhDsaKey {
  const { publicKey, privateKey } = generateKeyPairSync('slh-dsa-sha2-128s');
  return { publicKey: hexlify(publicKey.export({ format: 'raw-public' })), privateKey };
}

export function slhDsaSigner(verifier: Contract, { publicKey, privateKey }: SlhDsaKey): Signer {
  return {
    signer: concat([addressOf(verifier), publicKey]),
    sign: (digest) => hexlify(sign(null, Buffer.from(digest.slice(2), 'hex'), privateKey)),
  };
}

/** An account of these signers under a registry of its own that knows their verifiers. */
export async function deployAccount(signers: Signer[], threshold: number): Promise<Contract> {
  const keys = signers.map(({ signer }) => signer);
  return deploy('ParticipantAccount', keys, threshold, addressOf(await deployAlgorithms(verifiersOf(keys))));
}

export function sorted(signers: Signer[]): Signer[] {
  return [...signers].sort((a, b) => (keccak256(a.signer) < keccak256(b.signer) ? -1 : 1));
}

/** abi.encode(bytes[] signers, bytes[] signatures), in the order given. */
export function encodeSignatures(signers: Signer[], digest: string): string {
  const signatures = signers.map((signer) => signer.sign(digest));
  return AbiCoder.defaultAbiCoder().encode(['bytes[]', 'bytes[]'], [signers.map(({ signer }) => signer), signatures]);
}

export function accountDomain(account: Contract, chainId: number) {
  return { name: 'QDT ParticipantAccount', version: '1', chainId, verifyingContract: addressOf(account) };
}

/** The digest by ethers' EIP-712 encoder, not by the contract. */
export function batchDigest(account: Contract, batch: Batch, chainId = 31337): string {
  return TypedDataEncoder.hash(accountDomain(account, chainId), executeTypes, batch);
}

/** Arguments of `execute`, signed by `signers` in sorted order. */
export function executeArguments(account: Contract, batch: Batch, signers: Signer[]) {
  const signature = encodeSignatures(sorted(signers), batchDigest(account, batch));
  return [batch.calls, batch.nonce, batch.deadline, signature] as const;
}
