import { readFileSync } from 'node:fs';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { batchDigest, type CallBatch, type SignerSignature, signerOf } from '../node/protocol/call.ts';
import { openKeyFile } from '../node/protocol/key-file.ts';
import type { KeySecrets } from '../node/protocol/key-secrets.ts';
import { mlDsa65Signer } from '../node/protocol/ml-dsa-signer.ts';
import type { Contracts } from '../node/protocol/network.ts';
import { signInBackground } from '../node/protocol/signatures/native.ts';
import { nativeMlDsa65 } from '../node/protocol/signatures/native-ml-dsa-65.ts';
import type { SigningAlgorithmName } from './command/algorithm-option.ts';

/** Where a batch is signed for: the network's chain and its contracts. */
export interface SigningNetwork {
  chainId: number;
  contracts: Pick<Contracts, 'verifier' | 'mlDsa65Verifier' | 'accountFactory'>;
}

export interface SigningKey {
  file: string;
  passphrase: string;
  /** SLH-DSA-SHA2-128s where absent. */
  algorithm?: SigningAlgorithmName;
}

/** Opens the key file, signs the batch's digest, wipes the key. */
export function signBatch(network: SigningNetwork, key: SigningKey, batch: CallBatch): Promise<SignerSignature> {
  return signDigest(network, key, batchDigest(network.chainId, batch));
}

/** Opens the key file, signs 32 bytes, wipes the key. */
export async function signDigest(network: SigningNetwork, key: SigningKey, digest: Hex): Promise<SignerSignature> {
  const secrets = await openKeyFile(JSON.parse(readFileSync(key.file, 'utf8')), key.passphrase);
  try {
    return await signWith(secrets, network, { digest, algorithm: key.algorithm });
  } finally {
    secrets.close();
  }
}

/** Signs 32 bytes with an opened key file. */
export async function signWith(
  secrets: KeySecrets,
  { contracts }: SigningNetwork,
  { digest, algorithm }: { digest: Hex; algorithm?: SigningAlgorithmName | undefined },
): Promise<SignerSignature> {
  if (algorithm === 'ML-DSA-65') {
    const seed = secrets.mlDsa65AuthoritySeed();
    const { signer } = mlDsa65Signer(contracts, bytesToHex(nativeMlDsa65.publicKey(seed)));
    const signature = bytesToHex(nativeMlDsa65.sign(seed, hexToBytes(digest)));
    seed.fill(0);
    return { signer, signature };
  }
  const secretKey = secrets.authoritySecretKey();
  const signature = bytesToHex(await signInBackground(secretKey, hexToBytes(digest)));
  secretKey.fill(0);
  return { signer: signerOf(contracts.verifier, bytesToHex(secrets.authorityPublicKey)), signature };
}
