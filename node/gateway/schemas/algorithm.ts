import { type Static, Type } from 'typebox';
import { address, hash, hexBytes, seconds, signer } from './scalars.ts';

const status = Type.Union([
  Type.Literal('NONE'),
  Type.Literal('ACTIVE'),
  Type.Literal('DEPRECATED'),
  Type.Literal('FROZEN'),
]);

/** `code` is the multicodec code of the public key, `0x1220`. */
export const algorithmView = Type.Object({
  code: hexBytes,
  name: Type.Optional(Type.String()),
  verifier: address,
  codeHash: hash,
  status,
  sunset: Type.Optional(seconds),
  /** Whether signatures by it count now. */
  isUsable: Type.Boolean(),
});
export type AlgorithmView = Static<typeof algorithmView>;

export const algorithmChange = Type.Object({
  code: hexBytes,
  change: Type.Union([
    Type.Literal('ADDED'),
    Type.Literal('DEPRECATED'),
    Type.Literal('SUNSET_SET'),
    Type.Literal('FROZEN'),
    Type.Literal('UNFROZEN'),
  ]),
  sunset: Type.Optional(seconds),
  at: seconds,
  transactionHash: hash,
});

export const algorithmList = Type.Object({
  algorithms: Type.Array(algorithmView),
  changes: Type.Array(algorithmChange),
});
export type AlgorithmList = Static<typeof algorithmList>;

const keyChange = Type.Object({
  added: Type.Array(signer),
  removed: Type.Array(signer),
  threshold: Type.Integer(),
});

/** An account's keys, what algorithm each is of, and the change that is announced. */
export const accountKeys = Type.Object({
  account: address,
  epoch: Type.Integer(),
  threshold: Type.Integer(),
  frozenUntil: Type.Optional(seconds),
  signers: Type.Array(Type.Object({ signer, algorithm: Type.Optional(Type.String()), isUsable: Type.Boolean() })),
  pending: Type.Optional(Type.Object({ change: keyChange, effectiveAt: seconds, isByVote: Type.Boolean() })),
});
export type AccountKeysView = Static<typeof accountKeys>;

export const appliedKeys = Type.Object({ transactionHash: hash });
export type AppliedKeys = Static<typeof appliedKeys>;

/** An ML-DSA-65 public key (FIPS 204), to be expanded and stored. */
export const mlDsaKey = Type.Object(
  { publicKey: Type.Unsafe<`0x${string}`>(Type.String({ pattern: '^0x[0-9a-fA-F]{3904}$' })) },
  { additionalProperties: false },
);
export const storedKey = Type.Object({ signer });
export type StoredKey = Static<typeof storedKey>;
