import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { bytesToHex, type Hex } from 'viem';
import { ageRecipient } from './age-recipient.ts';
import { secretKeyOf, slhDsaSha2_128s } from './signatures/engine.ts';

/** The seeds a participant keeps: SLH-DSA-SHA2-128s 48 bytes (authority), ML-DSA-65 32 bytes, X-Wing 32 bytes. */
export interface KeySeeds {
  authority: Uint8Array;
  mlDsa65: Uint8Array;
  xWing: Uint8Array;
}

export const seedBytes = { authority: slhDsaSha2_128s.seedBytes, mlDsa65: 32, xWing: 32 } as const;

/** Public ML-DSA-65 key (FIPS 204, 1,952 bytes) and age recipient that belong to the seeds. */
export function offChainKeys(seeds: KeySeeds): { mlDsa65: Hex; ageRecipient: string } {
  return {
    mlDsa65: bytesToHex(ml_dsa65.keygen(seeds.mlDsa65).publicKey),
    ageRecipient: ageRecipient(ml_kem768_x25519.keygen(seeds.xWing).publicKey),
  };
}

/** An opened key file. It shows nothing of itself to JSON, logs or string conversion; `close` wipes it. */
export class KeySecrets {
  readonly #seeds: KeySeeds;
  readonly #publicKey: Uint8Array;

  constructor(seeds: KeySeeds, publicKey: Uint8Array) {
    this.#seeds = seeds;
    this.#publicKey = publicKey;
  }

  /** 32 bytes. */
  get authorityPublicKey(): Uint8Array {
    return this.#publicKey.slice();
  }

  /** 64 bytes for `SignatureEngine.sign`; the caller wipes its copy. */
  authoritySecretKey(): Uint8Array {
    return secretKeyOf(this.#seeds.authority, this.#publicKey);
  }

  mlDsa65Seed(): Uint8Array {
    return this.#seeds.mlDsa65.slice();
  }

  xWingSeed(): Uint8Array {
    return this.#seeds.xWing.slice();
  }

  close(): void {
    for (const seed of Object.values(this.#seeds)) seed.fill(0);
  }

  toJSON(): string {
    return '[secret]';
  }

  toString(): string {
    return '[secret]';
  }

  /** What Node prints for it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
