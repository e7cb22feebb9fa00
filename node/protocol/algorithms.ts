import type { Contracts } from './network.ts';

/** An algorithm by which accounts sign, as the city's registry of algorithms begins. */
export interface SigningAlgorithm {
  /** Multicodec code of the public key; the hybrid has none, so one of multicodec's private range (0x300000 to 0x3fffff). */
  readonly code: bigint;
  /** Which contract verifies it (network.ts). */
  readonly contract: keyof Contracts & `${string}erifier`;
  /** Bytes of the key in a signer, behind the verifier's address. */
  readonly keyBytes: number;
  readonly signatureBytes: number;
}

export const algorithmNames = ['SLH-DSA-SHA2-128s', 'ML-DSA-65', 'ML-DSA-44', 'P-256+SLH-DSA-SHA2-128s'] as const;
export type AlgorithmName = (typeof algorithmNames)[number];

export const algorithms: Readonly<Record<AlgorithmName, SigningAlgorithm>> = {
  'SLH-DSA-SHA2-128s': { code: 0x1220n, contract: 'verifier', keyBytes: 32, signatureBytes: 7856 },
  'ML-DSA-65': { code: 0x1211n, contract: 'mlDsa65Verifier', keyBytes: 52, signatureBytes: 3309 },
  'ML-DSA-44': { code: 0x1210n, contract: 'mlDsa44Verifier', keyBytes: 52, signatureBytes: 2420 },
  'P-256+SLH-DSA-SHA2-128s': { code: 0x300000n, contract: 'hybridVerifier', keyBytes: 96, signatureBytes: 7920 },
};

/** The name of a code; undefined for one that this version does not know. */
export function algorithmOf(code: bigint): AlgorithmName | undefined {
  return algorithmNames.find((name) => algorithms[name].code === code);
}
