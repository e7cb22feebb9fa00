import { readFileSync } from 'node:fs';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { batchDigest, type CallBatch, type SignerSignature, signerOf } from '../node/protocol/call.ts';
import { openKeyFile } from '../node/protocol/key-file.ts';
import { signInBackground } from '../node/protocol/signatures/native.ts';

/** Where a batch is signed for: the network's chain and its SLH-DSA verifier. */
export interface SigningNetwork {
  chainId: number;
  verifierSigner: Hex;
}

export interface SigningKey {
  file: string;
  passphrase: string;
}

/** Opens the key file, signs the batch's digest, wipes the key. */
export function signBatch(network: SigningNetwork, key: SigningKey, batch: CallBatch): Promise<SignerSignature> {
  return signDigest(network, key, batchDigest(network.chainId, batch));
}

/** Opens the key file, signs 32 bytes, wipes the key. */
export async function signDigest(network: SigningNetwork, key: SigningKey, digest: Hex): Promise<SignerSignature> {
  const secrets = await openKeyFile(JSON.parse(readFileSync(key.file, 'utf8')), key.passphrase);
  const secretKey = secrets.authoritySecretKey();
  try {
    const signature = await signInBackground(secretKey, hexToBytes(digest));
    return {
      signer: signerOf(network.verifierSigner, bytesToHex(secrets.authorityPublicKey)),
      signature: bytesToHex(signature),
    };
  } finally {
    secretKey.fill(0);
    secrets.close();
  }
}
