import { type Hex, hexToBytes, sha256, stringToBytes } from 'viem';
import { decodeCanonical, encodeCanonical } from './canonical.ts';
import { cidOfBlock, digestOfCid } from './cid.ts';
import { invalid, readBytes, readLiteral, readObject, readText } from './document-fields.ts';

/**
 * The public profile of an organisation (dag-cbor): its name and the keys whose hashes stand in the registry.
 * Persons publish none: no personal data goes into public content.
 */
export interface Profile {
  format: 'qdt-profile/1';
  name: string;
  /** ML-DSA-65 (FIPS 204), 1,952 bytes; empty where there is none, as for a committee. */
  mlDsa65Key: Uint8Array;
  /** Recipient text `age1pq1...`; empty where there is none. */
  ageRecipient: string;
}

/** Public keys for use off chain. */
export interface OffChainKeys {
  mlDsa65: Hex;
  ageRecipient: string;
}

/** The registry's Profile struct; `document` is zero where there is no public profile. */
export interface RegisteredProfile {
  document: Hex;
  mlDsa65Key: Hex;
  ageRecipient: Hex;
}

const longestName = 80;
const longestRecipient = 4000;
const mlDsa65KeyBytes = 1952;
const zero: Hex = `0x${'00'.repeat(32)}`;

export function encodeProfile(profile: Profile): { cid: string; bytes: Uint8Array } {
  const bytes = encodeCanonical(profile);
  return { cid: cidOfBlock(bytes), bytes };
}

/** Strict reading; DOCUMENT_INVALID names the field. */
export function decodeProfile(bytes: Uint8Array): Profile {
  const value = readObject(decodeCanonical(bytes), 'profile', ['format', 'name', 'mlDsa65Key', 'ageRecipient']);
  const mlDsa65Key = readBytes(value.mlDsa65Key, 'profile.mlDsa65Key', mlDsa65KeyBytes);
  if (mlDsa65Key.length !== mlDsa65KeyBytes && mlDsa65Key.length !== 0)
    throw invalid('profile.mlDsa65Key', `${mlDsa65KeyBytes} bytes or none`);
  return {
    format: readLiteral(value.format, 'profile.format', 'qdt-profile/1'),
    name: readText(value.name, 'profile.name', longestName),
    mlDsa65Key,
    ageRecipient: readText(value.ageRecipient, 'profile.ageRecipient', longestRecipient),
  };
}

/** What the registry holds of a participant: hashes only, zero where there is nothing. Without a name there is no public profile. */
export function registeredProfile(who: { name?: string; keys?: OffChainKeys }): {
  registered: RegisteredProfile;
  content: Uint8Array[];
} {
  const { name, keys } = who;
  const registered = {
    document: zero,
    mlDsa65Key: keys === undefined ? zero : sha256(keys.mlDsa65),
    ageRecipient: keys === undefined ? zero : sha256(stringToBytes(keys.ageRecipient)),
  };
  if (name === undefined) return { registered, content: [] };
  const { cid, bytes } = encodeProfile({
    format: 'qdt-profile/1',
    name,
    mlDsa65Key: hexToBytes(keys?.mlDsa65 ?? '0x'),
    ageRecipient: keys?.ageRecipient ?? '',
  });
  return { registered: { ...registered, document: digestOfCid(cid) }, content: [bytes] };
}
