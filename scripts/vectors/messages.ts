import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js';
import { pureMessage } from '../assurance/algorithms.ts';

/** What was signed, in the three forms that the standards know, or mu (FIPS 204, algorithm 7, line 6) itself. */
export type Message =
  | { form: 'pure'; message: Uint8Array; context: Uint8Array }
  | { form: 'internal'; message: Uint8Array }
  | { form: 'preHash'; hash: string; digest: Uint8Array; context: Uint8Array }
  | { form: 'mu'; mu: Uint8Array };

/** Last byte of the object identifier 2.16.840.1.101.3.4.2.x (FIPS 204, 5.4.1), and the function; SHAKEs of twice their strength. */
const hashes: Record<string, { identifier: number; digest: (message: Uint8Array) => Uint8Array }> = {
  'SHA2-224': { identifier: 4, digest: (message) => sha224(message) },
  'SHA2-256': { identifier: 1, digest: (message) => sha256(message) },
  'SHA2-384': { identifier: 2, digest: (message) => sha384(message) },
  'SHA2-512': { identifier: 3, digest: (message) => sha512(message) },
  'SHA2-512/224': { identifier: 5, digest: (message) => sha512_224(message) },
  'SHA2-512/256': { identifier: 6, digest: (message) => sha512_256(message) },
  'SHA3-224': { identifier: 7, digest: (message) => sha3_224(message) },
  'SHA3-256': { identifier: 8, digest: (message) => sha3_256(message) },
  'SHA3-384': { identifier: 9, digest: (message) => sha3_384(message) },
  'SHA3-512': { identifier: 10, digest: (message) => sha3_512(message) },
  'SHAKE-128': { identifier: 11, digest: (message) => shake128(message, { dkLen: 32 }) },
  'SHAKE-256': { identifier: 12, digest: (message) => shake256(message, { dkLen: 64 }) },
};

export function digestOf(hash: string, message: Uint8Array): Uint8Array | undefined {
  return hashes[hash]?.digest(message);
}

/** M', or undefined where there is none: a context of more than 255 bytes, or mu in its stead. */
export function formatted(message: Message): Uint8Array | undefined {
  switch (message.form) {
    case 'pure':
      return pureMessage(message.message, message.context);
    case 'internal':
      return message.message;
    case 'preHash': {
      const identifier = hashes[message.hash]?.identifier;
      if (identifier === undefined || message.context.length > 255) return undefined;
      const oid = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, identifier];
      return Uint8Array.of(1, message.context.length, ...message.context, ...oid, ...message.digest);
    }
    case 'mu':
      return undefined;
  }
}
