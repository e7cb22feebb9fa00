import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';

/** Sizes in bytes of ML-DSA-65 (FIPS 204, table 2); a private key is kept as its seed. */
export const mlDsa65 = { seedBytes: 32, publicKeyBytes: 1952, signatureBytes: 3309 } as const;

/** One implementation of ML-DSA-65, pure, with an empty context (FIPS 204, 5.2 and 5.3), hedged. */
export interface MlDsa65Engine {
  publicKey(seed: Uint8Array): Uint8Array;
  sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  /** False for anything that is not a valid signature, wrong lengths included; never throws. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** In JavaScript, for browsers. */
export const nobleMlDsa65: MlDsa65Engine = {
  publicKey: (seed) => ml_dsa65.keygen(seed).publicKey,
  sign(seed, message) {
    const { secretKey } = ml_dsa65.keygen(seed);
    const signature = ml_dsa65.sign(message, secretKey);
    secretKey.fill(0);
    return signature;
  },
  verify: (publicKey, message, signature) =>
    hasMlDsa65Lengths(publicKey, signature) && ml_dsa65.verify(signature, message, publicKey),
};

/** Whether key and signature have the only lengths that can verify. */
export function hasMlDsa65Lengths(publicKey: Uint8Array, signature: Uint8Array): boolean {
  return publicKey.length === mlDsa65.publicKeyBytes && signature.length === mlDsa65.signatureBytes;
}
