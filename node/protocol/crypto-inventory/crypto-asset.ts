/** Words of CycloneDX 1.6 (algorithmProperties). */
export type Primitive =
  | 'signature'
  | 'kem'
  | 'key-agree'
  | 'combiner'
  | 'hash'
  | 'xof'
  | 'kdf'
  | 'ae'
  | 'drbg'
  | 'other';
export type CryptoFunction =
  | 'generate'
  | 'keygen'
  | 'encrypt'
  | 'decrypt'
  | 'digest'
  | 'keyderive'
  | 'sign'
  | 'verify'
  | 'encapsulate'
  | 'decapsulate';

/** An algorithm that this system knows how to use. It is in the bill of materials where the code is seen to use it. */
export interface CryptoAsset {
  readonly id: string;
  readonly name: string;
  readonly primitive: Primitive;
  readonly standard: string;
  /** What it is for here. */
  readonly purpose: string;
  readonly functions: readonly CryptoFunction[];
  readonly parameterSet?: string;
  readonly curve?: string;
  readonly mode?: 'gcm' | 'other';
  /** Where one is assigned. */
  readonly oid?: string;
  /** Multicodec code of its public key. */
  readonly multicodec?: number;
  /** Bits against a classical attacker. */
  readonly classicalBits: number;
  /** NIST's category 1 to 5 (2 for collisions of SHA-256); 0 where a quantum computer breaks it. */
  readonly nistLevel: 0 | 1 | 2 | 3 | 5;
  /** Primitives in the code that are this algorithm, as code-uses.ts names them. */
  readonly uses: readonly string[];
  /** Ids of what it is made of. */
  readonly parts?: readonly string[];
  /** Of those that a quantum computer breaks: what that would give, and what it would not. */
  readonly whenBroken?: { readonly gives: string; readonly givesNot: string };
}
