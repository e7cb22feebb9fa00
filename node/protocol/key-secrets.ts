import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { bytesToHex, type Hex, stringToBytes } from 'viem';
import { ageRecipient } from './age-recipient.ts';
import { secretKeyOf, slhDsaSha2_128s } from './signatures/engine.ts';

/** The seeds a participant keeps: SLH-DSA-SHA2-128s 48 bytes (authority), ML-DSA-65 32 bytes, X-Wing 32 bytes. */
export interface KeySeeds {
  authority: Uint8Array;
  mlDsa65: Uint8Array;
  xWing: Uint8Array;
}

export const seedBytes = { authority: slhDsaSha2_128s.seedBytes, mlDsa65: 32, xWing: 32 } as const;

/**
 * The seed by which a participant signs calls with ML-DSA-65: its own key, for the one registered for HTTP messages (RFC 9421) signs
 * unattended and often, and neither must ever be able to speak for the other. Both come from one stored seed, one-way (RFC 5869).
 */
export function mlDsa65AuthoritySeed({ mlDsa65 }: Pick<KeySeeds, 'mlDsa65'>): Uint8Array {
  return hkdf(sha256, mlDsa65, undefined, stringToBytes('qdt-key/1 ML-DSA-65 authority'), seedBytes.mlDsa65);
}

/** The public key of `mlDsa65AuthoritySeed`, 1,952 bytes. */
export function mlDsa65AuthorityKey(seeds: Pick<KeySeeds, 'mlDsa65'>): Hex {
  return bytesToHex(ml_dsa65.keygen(mlDsa65AuthoritySeed(seeds)).publicKey);
}

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

  /** 32 bytes for `MlDsa65Engine.sign`; the caller wipes its copy. */
  mlDsa65AuthoritySeed(): Uint8Array {
    return mlDsa65AuthoritySeed(this.#seeds);
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
