import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { signerOf } from '../node/protocol/call.ts';
import type { KeySecrets } from '../node/protocol/key-secrets.ts';
import { mlDsa65Signer } from '../node/protocol/ml-dsa-signer.ts';
import type { Contracts } from '../node/protocol/network.ts';
import { signInBackground } from '../node/protocol/signatures/native.ts';
import { nativeMlDsa65 } from '../node/protocol/signatures/native-ml-dsa-65.ts';

/** The algorithms of a key file; an operator works with one at a time, because a committee's signatures are all of one. */
export const operatorAlgorithms = ['SLH-DSA-SHA2-128s', 'ML-DSA-65'] as const;
export type OperatorAlgorithm = (typeof operatorAlgorithms)[number];

/** An operator's signer of this algorithm, and its way to sign 32 bytes. */
export function openSigner(
  secrets: KeySecrets,
  contracts: Contracts,
  algorithm: OperatorAlgorithm,
): { signer: Hex; sign: (digest: Hex) => Promise<Hex> } {
  if (algorithm === 'SLH-DSA-SHA2-128s') {
    return {
      signer: signerOf(contracts.verifier, bytesToHex(secrets.authorityPublicKey)),
      sign: async (digest) => bytesToHex(await signInBackground(secrets.authoritySecretKey(), hexToBytes(digest))),
    };
  }
  const publicKey = bytesToHex(nativeMlDsa65.publicKey(secrets.mlDsa65AuthoritySeed()));
  return {
    signer: mlDsa65Signer(contracts, publicKey).signer,
    sign: async (digest) => bytesToHex(nativeMlDsa65.sign(secrets.mlDsa65AuthoritySeed(), hexToBytes(digest))),
  };
}
