import { type Static, Type } from 'typebox';
import { address, hash, signer } from './scalars.ts';

/** The same signers, threshold and salt give the same account, created at most once. */
export const accountCreation = Type.Object(
  {
    signers: Type.Array(signer, { minItems: 1, maxItems: 16 }),
    threshold: Type.Integer({ minimum: 1, maximum: 16 }),
    salt: hash,
  },
  { additionalProperties: false },
);
export type AccountCreation = Static<typeof accountCreation>;

export const createdAccount = Type.Object({ account: address });
export type CreatedAccount = Static<typeof createdAccount>;
