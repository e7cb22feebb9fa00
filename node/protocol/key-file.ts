import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, sha256, stringToBytes } from 'viem';
import { NodeError } from './errors.ts';
import { type KeyFile, type KeyFileContent, parseKeyFile } from './key-file-format.ts';
import { KeySecrets, type KeySeeds, mlDsa65AuthorityKey, offChainKeys, seedBytes } from './key-secrets.ts';
import { slhDsaSha2_128s } from './signatures/engine.ts';
import { nobleEngine } from './signatures/noble.ts';

/** scrypt (RFC 7914): 128 MiB and about half a second. Tests may go lower. */
export const scryptCost = 2 ** 17;
export const passphraseMinimum = 12;
const highestScryptCost = 2 ** 20;
const ivBytes = 12;
const saltBytes = 32;

/** 32 bytes from a passphrase and a salt by scrypt (RFC 7914) with these costs. */
export type Scrypt = (
  passphrase: string,
  salt: Uint8Array,
  cost: Pick<KeyFile['kdf'], 'N' | 'r' | 'p'>,
) => Promise<Uint8Array>;

export interface SealOptions {
  label: string;
  account?: KeyFile['account'];
  seeds: KeySeeds;
  /** 32 bytes; derived from the seed where absent. */
  authorityPublicKey?: Uint8Array;
  passphrase: string;
  /** scrypt's N; lower than `scryptCost` in tests only. */
  cost?: number;
  random?: (bytes: number) => Uint8Array;
  /** A quicker one where the platform has it. */
  scrypt?: Scrypt;
}

/** Random seeds for a new key file. */
export function newSeeds(random = systemRandom): KeySeeds {
  return {
    authority: random(seedBytes.authority),
    mlDsa65: random(seedBytes.mlDsa65),
    xWing: random(seedBytes.xWing),
  };
}

/** Encrypts seeds under a passphrase: scrypt, then AES-256-GCM with the public part as associated data. */
export async function sealKeyFile(options: SealOptions): Promise<KeyFile> {
  const { seeds, passphrase, cost = scryptCost, random = systemRandom, scrypt = nobleScrypt } = options;
  if ([...passphrase].length < passphraseMinimum)
    throw new NodeError('KEY_PASSPHRASE_TOO_SHORT', { minimum: passphraseMinimum });
  const offChain = offChainKeys(seeds);
  const kdf = { name: 'scrypt', N: cost, r: 8, p: 1, salt: bytesToHex(random(saltBytes)) } as const;
  const content: Omit<KeyFileContent, 'cipher'> = {
    format: 'qdt-key/1',
    label: options.label,
    ...(options.account === undefined ? {} : { account: options.account }),
    authority: {
      algorithm: slhDsaSha2_128s.name,
      publicKey: bytesToHex(options.authorityPublicKey ?? nobleEngine.publicKey(seeds.authority)),
    },
    mlDsa65Authority: { publicKey: mlDsa65AuthorityKey(seeds) },
    mlDsa65: { publicKey: offChain.mlDsa65 },
    age: { recipient: offChain.ageRecipient },
    kdf,
  };
  const iv = random(ivBytes);
  const key = await deriveKey(passphrase, kdf, scrypt);
  const plain = joinSeeds(seeds);
  const ciphertext = await crypto.subtle.encrypt(cipherOptions(iv, content), key, own(plain));
  plain.fill(0);
  return withChecksum({
    ...content,
    cipher: { name: 'AES-256-GCM', iv: bytesToHex(iv), ciphertext: bytesToHex(new Uint8Array(ciphertext)) },
  });
}

/**
 * Opens a key file: KEY_FILE_MALFORMED when it is none, KEY_FILE_ALTERED when its bytes changed since it was
 * written, KEY_WRONG_PASSPHRASE when the passphrase does not open it.
 */
export async function openKeyFile(file: unknown, passphrase: string): Promise<KeySecrets> {
  const keyFile = parseKeyFile(file);
  if (keyFile.kdf.N > highestScryptCost) throw new NodeError('KEY_FILE_MALFORMED', { field: 'kdf.N' });
  if (checksumOf(keyFile) !== keyFile.checksum) throw new NodeError('KEY_FILE_ALTERED');
  const key = await deriveKey(passphrase, keyFile.kdf);
  const options = cipherOptions(hexToBytes(keyFile.cipher.iv), keyFile);
  const plain = await decrypt(options, key, hexToBytes(keyFile.cipher.ciphertext));
  return new KeySecrets(splitSeeds(plain), hexToBytes(keyFile.authority.publicKey));
}

/** The same key file, for this account. */
export function withAccount(file: KeyFile, account: NonNullable<KeyFile['account']>): KeyFile {
  const { checksum: _, ...content } = file;
  return withChecksum({ ...content, account });
}

async function decrypt(options: AesGcmParams, key: CryptoKey, ciphertext: Uint8Array): Promise<Uint8Array> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(options, key, own(ciphertext)));
  } catch {
    throw new NodeError('KEY_WRONG_PASSPHRASE');
  }
}

const nobleScrypt: Scrypt = (passphrase, salt, { N, r, p }) => scryptAsync(passphrase, salt, { N, r, p, dkLen: 32 });

async function deriveKey(passphrase: string, kdf: KeyFile['kdf'], scrypt = nobleScrypt): Promise<CryptoKey> {
  const bytes = await scrypt(passphrase.normalize('NFKC'), hexToBytes(kdf.salt), kdf);
  return crypto.subtle.importKey('raw', own(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The public keys are associated data: nobody exchanges one without the passphrase. */
function cipherOptions(iv: Uint8Array, content: Omit<KeyFileContent, 'cipher'>): AesGcmParams {
  const { authority, mlDsa65, age } = content;
  const bound = ['qdt-key/1', authority.algorithm, authority.publicKey, mlDsa65.publicKey, age.recipient];
  bound.push(...secondKey(content));
  return { name: 'AES-GCM', iv: own(iv), additionalData: own(stringToBytes(bound.join('\n'))) };
}

function withChecksum(content: KeyFileContent): KeyFile {
  return { ...content, checksum: checksumOf(content) };
}

/** Detects damage before a passphrase is blamed; it protects against accidents, the cipher against intent. */
function checksumOf(content: KeyFileContent): KeyFile['checksum'] {
  const { label, account, authority, mlDsa65, age, kdf, cipher } = content;
  const fields = [label, account ?? '', authority.algorithm, authority.publicKey, mlDsa65.publicKey, age.recipient];
  fields.push(...secondKey(content));
  const encryption = [kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt, cipher.name, cipher.iv, cipher.ciphertext];
  return sha256(stringToBytes(JSON.stringify([...fields, ...encryption])));
}

/** The field that files made before it lack. */
function secondKey({ mlDsa65Authority }: Pick<KeyFile, 'mlDsa65Authority'>): string[] {
  return mlDsa65Authority === undefined ? [] : [mlDsa65Authority.publicKey];
}

function joinSeeds({ authority, mlDsa65, xWing }: KeySeeds): Uint8Array {
  return Uint8Array.from([...authority, ...mlDsa65, ...xWing]);
}

function splitSeeds(plain: Uint8Array): KeySeeds {
  const afterAuthority = seedBytes.authority + seedBytes.mlDsa65;
  return {
    authority: plain.slice(0, seedBytes.authority),
    mlDsa65: plain.slice(seedBytes.authority, afterAuthority),
    xWing: plain.slice(afterAuthority, afterAuthority + seedBytes.xWing),
  };
}

/** A copy in memory of its own, as WebCrypto's types ask for. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function systemRandom(bytes: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
