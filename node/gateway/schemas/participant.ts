import { type Static, Type } from 'typebox';
import { address, cid, hash, seconds, signer } from './scalars.ts';

export const participantKind = Type.Union([
  Type.Literal('AGENCY'),
  Type.Literal('COMPANY'),
  Type.Literal('OPERATOR'),
  Type.Literal('CITIZEN'),
]);
export type ParticipantKindName = Static<typeof participantKind>;

export const participantStatus = Type.Union([Type.Literal('ACTIVE'), Type.Literal('SUSPENDED')]);
export type ParticipantStatusName = Static<typeof participantStatus>;

/** Keys are given by the sha2-256 hash that the registry holds. Roles are the access manager's. */
export const participantView = Type.Object({
  account: address,
  kind: participantKind,
  status: participantStatus,
  name: Type.Optional(Type.String()),
  profileCid: Type.Optional(cid),
  mlDsa65Key: hash,
  ageRecipient: hash,
  enrolledAt: seconds,
  signers: Type.Array(signer),
  threshold: Type.Integer(),
  roles: Type.Array(Type.String()),
});
export type ParticipantView = Static<typeof participantView>;

export const participantList = Type.Object({ participants: Type.Array(participantView) });
export type ParticipantList = Static<typeof participantList>;

export const ballotsQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 100 })),
});

/** `qdt-ballots/1`: past ballots with all their evidence, as node/protocol/ballots-file/format.ts describes it. */
export const ballotsDocument = Type.Unsafe<{ format: 'qdt-ballots/1' }>(
  Type.Object({ format: Type.Literal('qdt-ballots/1') }, { additionalProperties: true }),
);

export const participantParams = Type.Object({ address });
