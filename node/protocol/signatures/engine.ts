import type { MlDsa65Engine } from './ml-dsa-65.ts';

/** Sizes in bytes of SLH-DSA-SHA2-128s (FIPS 205, table 2: n = 16). */
export const slhDsaSha2_128s = {
  name: 'SLH-DSA-SHA2-128s',
  /** SK.seed || SK.prf || PK.seed. */
  seedBytes: 48,
  /** SK.seed || SK.prf || PK.seed || PK.root. */
  secretKeyBytes: 64,
  /** PK.seed || PK.root. */
  publicKeyBytes: 32,
  signatureBytes: 7856,
  /** opt_rand of hedged signing. */
  randomBytes: 16,
} as const;

/**
 * One implementation of SLH-DSA-SHA2-128s, external interface with an empty context (FIPS 205, 10.2 and 10.3).
 * All domain separation lies in the message, which here is always an EIP-712 digest.
 */
export interface SignatureEngine {
  /** 48-byte seed -> 32-byte public key. */
  publicKey(seed: Uint8Array): Uint8Array;
  /** 64-byte secret key, message -> 7856-byte signature, hedged; an engine may draw `random` (16 bytes) by itself. */
  sign(secretKey: Uint8Array, message: Uint8Array, random?: Uint8Array): Uint8Array;
  /** False for anything that is not a valid signature, wrong lengths included; never throws. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** The second algorithm, of the same making. */
  readonly mlDsa65: MlDsa65Engine;
}

/** Whether key and signature have the only lengths that can verify. */
export function hasStandardLengths(publicKey: Uint8Array, signature: Uint8Array): boolean {
  return publicKey.length === slhDsaSha2_128s.publicKeyBytes && signature.length === slhDsaSha2_128s.signatureBytes;
}

/** Seed and public key -> 64-byte secret key: the seed holds all of it but PK.root (FIPS 205, figure 15). */
export function secretKeyOf(seed: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const secretKey = new Uint8Array(slhDsaSha2_128s.secretKeyBytes);
  secretKey.set(seed);
  secretKey.set(publicKey.subarray(slhDsaSha2_128s.publicKeyBytes / 2), slhDsaSha2_128s.seedBytes);
  return secretKey;
}
