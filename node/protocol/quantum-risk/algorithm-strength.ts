/** What is known of an algorithm against a quantum computer. */
export type Strength = 'resists' | 'broken' | 'weak' | 'unknown';

export interface NamedAlgorithm {
  readonly name: string;
  readonly oid?: string | undefined;
  /** CycloneDX's word for what it does. */
  readonly primitive?: string | undefined;
  /** As the inventory states it. */
  readonly nistLevel?: number | undefined;
}

/** Prefixes of OIDs: ML-KEM; ML-DSA (17-19) and SLH-DSA (20-31), pure and pre-hashed (32-46) in NIST's CSOR. */
const safeOids = [/^2\.16\.840\.1\.101\.3\.4\.4\./, /^2\.16\.840\.1\.101\.3\.4\.3\.(1[7-9]|[23]\d|4[0-6])$/];
/** RSA (PKCS #1), elliptic curves (X9.62, SEC, RFC 8410), DSA, Diffie-Hellman (PKCS #3, X9.42). */
const brokenOids = [
  /^1\.2\.840\.113549\.1\.1(\.|$)/,
  /^1\.2\.840\.10045\./,
  /^1\.3\.132\.0\./,
  /^1\.3\.101\.11[0-3]$/,
  /^1\.2\.840\.10040\.4\./,
  /^1\.2\.840\.113549\.1\.3\.1$/,
  /^1\.2\.840\.10046\.2\.1$/,
];

// A hybrid's name holds both halves, so these are asked first.
const safeNames =
  /ml-?kem|kyber|x-?wing|sntrup|ntru|hqc|frodo|mceliece|bike|ml-?dsa|dilithium|slh-?dsa|sphincs|fn-?dsa|falcon|\blms\b|\bhss\b|xmss/i;
const brokenNames =
  /rsa|ecdsa|ecdh|ecies|ecmqv|eddsa|ed25519|ed448|x25519|x448|curve25519|(^|[^a-z])dhe?([^a-z]|$)|diffie|ffdhe|modp|(^|[^a-z])ds[as]([^a-z]|$)|elgamal|secp\d|p-?(256|384|521)|prime256|brainpool|sm2|schnorr|\bbls/i;
const weakNames = /(^|[^a-z0-9])(3?des|tdea|rc[24]|md[245]|sha-?1)([^0-9]|$)|(^|[^a-z])des-?ede/i;
const symmetric = new Set(['hash', 'xof', 'mac', 'block-cipher', 'stream-cipher', 'ae', 'kdf', 'drbg']);

/**
 * What a quantum computer does to it, by OID, else by name, else by kind (Grover's algorithm leaves symmetric ciphers and hashes of
 * 128 bits standing: NIST's category 1), else by the level that the inventory states. An algorithm that nothing is known of is unknown.
 */
export function strengthOf({ name, oid, primitive, nistLevel }: NamedAlgorithm): Strength {
  if (oid !== undefined && safeOids.some((prefix) => prefix.test(oid))) return 'resists';
  if (oid !== undefined && brokenOids.some((prefix) => prefix.test(oid))) return 'broken';
  if (safeNames.test(name)) return 'resists';
  if (weakNames.test(name)) return 'weak';
  if (primitive !== undefined && symmetric.has(primitive)) return 'resists';
  if (brokenNames.test(name)) return 'broken';
  if (nistLevel !== undefined) return nistLevel > 0 ? 'resists' : 'broken';
  return 'unknown';
}

const agreeing = new Set(['kem', 'key-agree', 'pke', 'combiner']);
const certain = new Set([...symmetric, ...agreeing, 'signature']);

/** Whether it can stand between a listener and the key. What the inventory does not say may. */
export function establishesKeys({ primitive }: NamedAlgorithm): boolean {
  return primitive === undefined || agreeing.has(primitive) || !certain.has(primitive);
}

/** Whether it tells who is at the other end. What the inventory does not say may. */
export function authenticates({ primitive }: NamedAlgorithm): boolean {
  return primitive === 'signature' || primitive === undefined || !certain.has(primitive);
}
