import { bytesToHex, type Hex } from 'viem';
import { NodeError } from '../errors.ts';

/** A dataset version's secret: 32 random bytes, used for one version alone. */
export const dataKeyBytes = 32;

/** What a data key is used for; neither `CryptoKey` can be read back. */
export interface DataKeys {
  /** Seals the leaves of the content. */
  content: CryptoKey;
  /** Seals the list of its files. */
  directory: CryptoKey;
  /** Stands on chain: no second key derives to it, so a grantee knows that it was given the right one. */
  commitment: Hex;
}

/** The keys of a version (HKDF-SHA-256, RFC 5869, no salt: the secret is uniform). 'DATA_KEY_INVALID' for another length. */
export async function deriveDataKeys(secret: Uint8Array<ArrayBuffer>): Promise<DataKeys> {
  if (secret.length !== dataKeyBytes) throw new NodeError('DATA_KEY_INVALID', { rule: `has ${dataKeyBytes} bytes` });
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
  const derived = (use: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: infoOf(use) });
  const cipherKey = (use: string): Promise<CryptoKey> =>
    crypto.subtle.deriveKey(derived(use), base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return {
    content: await cipherKey('content'),
    directory: await cipherKey('directory'),
    commitment: bytesToHex(new Uint8Array(await crypto.subtle.deriveBits(derived('commitment'), base, 256))),
  };
}

/** The keys, where they are those that were committed to; else 'DATA_KEY_MISMATCH'. */
export async function openDataKeys(secret: Uint8Array<ArrayBuffer>, commitment: Hex): Promise<DataKeys> {
  const keys = await deriveDataKeys(secret);
  if (keys.commitment !== commitment.toLowerCase()) throw new NodeError('DATA_KEY_MISMATCH', { commitment });
  return keys;
}

function infoOf(use: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`qdt-dataset/1 ${use}`);
}
