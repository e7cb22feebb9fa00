import { type TUnsafe, Type } from 'typebox';
import type { Address, Hex } from 'viem';

/** Bytes in hexadecimal, `0x` first, whole bytes. */
export const hexBytes: TUnsafe<Hex> = Type.Unsafe<Hex>(Type.String({ pattern: '^0x([0-9a-fA-F]{2})*$' }));

/** 32 bytes in hexadecimal: a hash, a digest, a transaction. */
export const hash: TUnsafe<Hex> = Type.Unsafe<Hex>(Type.String({ pattern: '^0x[0-9a-fA-F]{64}$' }));

/** A hash that stands on chain as text, so in the one spelling that is allowed there. */
export const lowerHash: TUnsafe<Hex> = Type.Unsafe<Hex>(Type.String({ pattern: '^0x[0-9a-f]{64}$' }));

/** The address of an account or contract. */
export const address: TUnsafe<Address> = Type.Unsafe<Address>(Type.String({ pattern: '^0x[0-9a-fA-F]{40}$' }));

/** An ERC-7913 signer: the verifier's address, then the key (SLH-DSA-SHA2-128s: 20 + 32 bytes). */
export const signer: TUnsafe<Hex> = Type.Unsafe<Hex>(Type.String({ pattern: '^0x([0-9a-fA-F]{2}){20,4096}$' }));

/** A CID as text. Its rules (base32, CIDv1, sha2-256) are checked by `parseCid`. */
export const cid = Type.String({ minLength: 1, maxLength: 128 });

/** An unsigned whole number of up to 256 bits as decimal text. */
export const unsigned = Type.String({ pattern: '^(0|[1-9][0-9]{0,77})$' });

/** A signed whole number of up to 256 bits as decimal text. */
export const integer = Type.String({ pattern: '^(0|-?[1-9][0-9]{0,77})$' });

/** A time in unix seconds. */
export const seconds = Type.Integer({ minimum: 0, maximum: 281474976710655 });

/** A decision's number, from 1. */
export const decisionNumber = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** One content block in base64. */
export const base64Block = Type.String({ maxLength: 1_400_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' });
