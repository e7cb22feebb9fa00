import { type Address, type Hex, isAddress, isHex, size } from 'viem';
import { NodeError } from './errors.ts';
import { slhDsaSha2_128s } from './signatures/engine.ts';

/** A key file, format qdt-key/1: public keys in the open, the seeds of all of them encrypted under a passphrase. */
export interface KeyFile {
  format: 'qdt-key/1';
  label: string;
  account?: Address;
  /** The key that signs calls; 32 bytes. */
  authority: { algorithm: typeof slhDsaSha2_128s.name; publicKey: Hex };
  /** The other key that signs calls (ML-DSA-65, 1,952 bytes); files made before it have none written, yet hold it. */
  mlDsa65Authority?: { publicKey: Hex };
  /** For use off chain (FIPS 204); 1,952 bytes. */
  mlDsa65: { publicKey: Hex };
  /** Recipient text `age1pq1...`. */
  age: { recipient: string };
  kdf: { name: 'scrypt'; N: number; r: number; p: number; salt: Hex };
  cipher: { name: 'AES-256-GCM'; iv: Hex; ciphertext: Hex };
  /** SHA-256 of all the rest. */
  checksum: Hex;
}

export type KeyFileContent = Omit<KeyFile, 'checksum'>;

const mlDsa65PublicKeyBytes = 1952;
/** 112 bytes of seeds and the 16-byte tag. */
const ciphertextBytes = 128;

/** Strict reading of a parsed JSON file: unknown or missing fields throw KEY_FILE_MALFORMED with the field's name. */
export function parseKeyFile(value: unknown): KeyFile {
  const file = fields(
    value,
    'file',
    ['format', 'label', 'authority', 'mlDsa65', 'age', 'kdf', 'cipher', 'checksum'],
    ['account', 'mlDsa65Authority'],
  );
  const authority = fields(file.authority, 'authority', ['algorithm', 'publicKey']);
  const kdf = fields(file.kdf, 'kdf', ['name', 'N', 'r', 'p', 'salt']);
  const cipher = fields(file.cipher, 'cipher', ['name', 'iv', 'ciphertext']);
  return {
    format: word(file.format, 'format', 'qdt-key/1'),
    label: text(file.label, 'label', 200),
    ...(file.account === undefined ? {} : { account: address(file.account) }),
    authority: {
      algorithm: word(authority.algorithm, 'authority.algorithm', slhDsaSha2_128s.name),
      publicKey: hex(authority.publicKey, 'authority.publicKey', slhDsaSha2_128s.publicKeyBytes),
    },
    ...(file.mlDsa65Authority === undefined
      ? {}
      : { mlDsa65Authority: { publicKey: mlDsa65Key(file.mlDsa65Authority, 'mlDsa65Authority') } }),
    mlDsa65: { publicKey: mlDsa65Key(file.mlDsa65, 'mlDsa65') },
    age: { recipient: text(fields(file.age, 'age', ['recipient']).recipient, 'age.recipient', 4000) },
    kdf: {
      name: word(kdf.name, 'kdf.name', 'scrypt'),
      N: powerOfTwo(kdf.N, 'kdf.N'),
      r: whole(kdf.r, 'kdf.r', 8),
      p: whole(kdf.p, 'kdf.p', 1),
      salt: hex(kdf.salt, 'kdf.salt', 32),
    },
    cipher: {
      name: word(cipher.name, 'cipher.name', 'AES-256-GCM'),
      iv: hex(cipher.iv, 'cipher.iv', 12),
      ciphertext: hex(cipher.ciphertext, 'cipher.ciphertext', ciphertextBytes),
    },
    checksum: hex(file.checksum, 'checksum', 32),
  };
}

function mlDsa65Key(value: unknown, field: string): Hex {
  return hex(fields(value, field, ['publicKey']).publicKey, `${field}.publicKey`, mlDsa65PublicKeyBytes);
}

function fields(
  value: unknown,
  field: string,
  names: readonly string[],
  optional: readonly string[] = [],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(field);
  const found = Object.entries(value);
  for (const name of names) if (!found.some(([key]) => key === name)) throw malformed(`${field}.${name}`);
  for (const [key] of found) if (!names.includes(key) && !optional.includes(key)) throw malformed(`${field}.${key}`);
  return Object.fromEntries(found);
}

function word<Word extends string>(value: unknown, field: string, expected: Word): Word {
  if (value !== expected) throw malformed(field);
  return expected;
}

function text(value: unknown, field: string, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) throw malformed(field);
  return value;
}

function hex(value: unknown, field: string, bytes: number): Hex {
  if (typeof value !== 'string' || !isHex(value) || size(value) !== bytes) throw malformed(field);
  return value;
}

function address(value: unknown): Address {
  if (typeof value !== 'string' || !isAddress(value)) throw malformed('account');
  return value;
}

function powerOfTwo(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 2 || !Number.isInteger(Math.log2(value)))
    throw malformed(field);
  return value;
}

function whole(value: unknown, field: string, expected: number): number {
  if (value !== expected) throw malformed(field);
  return expected;
}

function malformed(field: string): NodeError {
  return new NodeError('KEY_FILE_MALFORMED', { field });
}
