import { createPublicKey, verify as opensslVerify } from 'node:crypto';
import { ml_dsa44, ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { slh_dsa_sha2_128f, slh_dsa_sha2_128s } from '@noble/post-quantum/slh-dsa.js';
import { mlDsa44, mlDsa65 } from '../../node/protocol/ml-dsa-expand.ts';
import { slhDsaSha2_128s } from '../../node/protocol/signatures/engine.ts';

/** The algorithms that a contract verifies. */
export const algorithms = ['SLH-DSA-SHA2-128s', 'ML-DSA-65', 'ML-DSA-44'] as const;
export type Algorithm = (typeof algorithms)[number];
/** With one more that vectors have, and only engines off chain. */
export type KnownAlgorithm = Algorithm | 'SLH-DSA-SHA2-128f';

/** Lengths in bytes (FIPS 204, table 2; FIPS 205, table 2). */
export const lengths: Record<Algorithm, { publicKey: number; signature: number }> = {
  'SLH-DSA-SHA2-128s': { publicKey: slhDsaSha2_128s.publicKeyBytes, signature: slhDsaSha2_128s.signatureBytes },
  'ML-DSA-65': { publicKey: mlDsa65.publicKeyBytes, signature: mlDsa65.signatureBytes },
  'ML-DSA-44': { publicKey: mlDsa44.publicKeyBytes, signature: mlDsa44.signatureBytes },
};

export const nobleOf = {
  'SLH-DSA-SHA2-128s': slh_dsa_sha2_128s,
  'SLH-DSA-SHA2-128f': slh_dsa_sha2_128f,
  'ML-DSA-65': ml_dsa65,
  'ML-DSA-44': ml_dsa44,
};

export const opensslName = {
  'SLH-DSA-SHA2-128s': 'slh-dsa-sha2-128s',
  'SLH-DSA-SHA2-128f': 'slh-dsa-sha2-128f',
  'ML-DSA-65': 'ml-dsa-65',
  'ML-DSA-44': 'ml-dsa-44',
} as const;

/** A pure signature with its context (FIPS 204, 5.2; FIPS 205, 10.2). */
export interface Signed {
  publicKey: Uint8Array;
  message: Uint8Array;
  signature: Uint8Array;
  context?: Uint8Array;
}

/** OpenSSL's verdict. What it refuses to read, a key of another length say, is refused. */
export function opensslAccepts(algorithm: KnownAlgorithm, { publicKey, message, signature, context }: Signed): boolean {
  try {
    const options = { key: Buffer.from(publicKey), format: 'raw-public' as const };
    const name = opensslName[algorithm];
    const key = createPublicKey({ ...options, asymmetricKeyType: name });
    return opensslVerify(null, message, context === undefined ? key : { key, context }, signature);
  } catch {
    return false;
  }
}

/** noble's verdict; it throws for lengths that cannot be. */
export function nobleAccepts(algorithm: KnownAlgorithm, { publicKey, message, signature, context }: Signed): boolean {
  try {
    return nobleOf[algorithm].verify(signature, message, publicKey, context === undefined ? {} : { context });
  } catch {
    return false;
  }
}

/** M' of a pure message (FIPS 204, algorithm 3; FIPS 205, algorithm 24); undefined for a context longer than 255 bytes. */
export function pureMessage(message: Uint8Array, context: Uint8Array = new Uint8Array()): Uint8Array | undefined {
  if (context.length > 255) return undefined;
  return Uint8Array.of(0, context.length, ...context, ...message);
}

export function isOnChain(algorithm: KnownAlgorithm): algorithm is Algorithm {
  return algorithm !== 'SLH-DSA-SHA2-128f';
}
