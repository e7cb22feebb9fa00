import { type Static, Type } from 'typebox';
import { address, base64Block, hash, hexBytes, seconds, signer, unsigned } from './scalars.ts';

export const call = Type.Object({ target: address, value: unsigned, data: hexBytes }, { additionalProperties: false });

export const signerSignature = Type.Object({ signer, signature: hexBytes }, { additionalProperties: false });
export type SignerSignatureBody = Static<typeof signerSignature>;

/** A batch of an account's calls with the signatures it has so far. */
export const signedCall = Type.Object(
  {
    account: address,
    calls: Type.Array(call, { minItems: 1, maxItems: 64 }),
    nonce: unsigned,
    deadline: seconds,
    signatures: Type.Array(signerSignature, { minItems: 1, maxItems: 64 }),
  },
  { additionalProperties: false },
);
export type SignedCall = Static<typeof signedCall>;

/** What a component used to make what the call carries: told by its maker, kept beside the report. */
export const costComponent = Type.Object(
  { component: Type.String({ minLength: 1, maxLength: 64 }), cpuSeconds: Type.Number({ minimum: 0 }) },
  { additionalProperties: false },
);
export type CostComponent = Static<typeof costComponent>;

export const callSubmission = Type.Object(
  {
    call: signedCall,
    content: Type.Optional(Type.Array(base64Block, { maxItems: 64 })),
    cost: Type.Optional(Type.Array(costComponent, { maxItems: 32 })),
  },
  { additionalProperties: false },
);
export type CallSubmission = Static<typeof callSubmission>;

/** A signer's signed no: EIP-712 `Refusal(bytes32 digest,string check)` in the account's domain. */
export const refusal = Type.Object(
  { signer, check: Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-zA-Z0-9_-]+$' }), signature: hexBytes },
  { additionalProperties: false },
);
export type RefusalBody = Static<typeof refusal>;

export const callStatus = Type.Union([Type.Literal('pending'), Type.Literal('executed'), Type.Literal('expired')]);
export type CallStatus = Static<typeof callStatus>;

export const pendingCall = Type.Object({
  digest: hash,
  account: address,
  calls: Type.Array(call),
  nonce: unsigned,
  deadline: seconds,
  threshold: Type.Integer(),
  signatures: Type.Array(Type.Object({ signer })),
  refusals: Type.Array(Type.Object({ signer, check: Type.String() })),
  status: callStatus,
  transactionHash: Type.Optional(hash),
  createdAt: seconds,
  cost: Type.Optional(Type.Array(costComponent)),
});
export type PendingCall = Static<typeof pendingCall>;

export const callQuery = Type.Object({
  account: Type.Optional(address),
  status: Type.Optional(callStatus),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
});
export type CallQuery = Static<typeof callQuery>;

export const callList = Type.Object({ calls: Type.Array(pendingCall) });
export type CallList = Static<typeof callList>;

export const callParams = Type.Object({ digest: hash });
