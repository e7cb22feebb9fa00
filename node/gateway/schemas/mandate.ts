import { type Static, Type } from 'typebox';
import { address, decisionNumber, seconds, unsigned } from './scalars.ts';

/** A standing mandate: what an agency may have put into effect without another vote, and what it did with it. */
export const mandateView = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  state: Type.Union([Type.Literal('IN_FORCE'), Type.Literal('ENDED'), Type.Literal('REVOKED')]),
  kind: Type.String(),
  area: Type.String(),
  agency: address,
  agencyName: Type.Optional(Type.String()),
  /** In the unit of the kind of problem. */
  largestChange: unsigned,
  /** First second without it. */
  until: seconds,
  perDay: Type.Integer(),
  usedToday: Type.Integer(),
  decisions: Type.Array(decisionNumber),
  grantedAt: seconds,
  /** A proposal's id; '0' is the founder. */
  grantedBy: unsigned,
  revokedAt: Type.Optional(seconds),
  revokedBy: Type.Optional(unsigned),
});

/** Newest first. */
export const mandateList = Type.Object({ mandates: Type.Array(mandateView) });
export type MandateList = Static<typeof mandateList>;
