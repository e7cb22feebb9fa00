import { type Static, Type } from 'typebox';
import { address, cid, seconds, unsigned } from './scalars.ts';

export const policyAction = Type.Union([
  Type.Literal('read'),
  Type.Literal('aggregate'),
  Type.Literal('derive'),
  Type.Literal('distribute'),
  Type.Literal('modify'),
  Type.Literal('delete'),
  Type.Literal('decide'),
  Type.Literal('enact'),
]);

/** One rule, read from its bytes on chain; `from`, `until` and `count` are 0 where they are open. */
const rule = Type.Object({
  index: Type.Integer(),
  inWords: Type.String(),
  effect: Type.Union([Type.Literal('permission'), Type.Literal('prohibition')]),
  assignee: Type.String(),
  target: Type.String(),
  actions: Type.Array(policyAction),
  purposes: Type.Array(Type.String()),
  from: seconds,
  until: seconds,
  count: Type.Integer(),
  needsVote: Type.Boolean(),
});

/** `proposal` is decimal; '0' is the founding council. */
const change = Type.Object({
  at: seconds,
  what: Type.Union([
    Type.Literal('published'),
    Type.Literal('retired'),
    Type.Literal('approved'),
    Type.Literal('approval taken back'),
  ]),
  proposal: unsigned,
  ruleIndex: Type.Optional(Type.Integer()),
  participant: Type.Optional(address),
  until: Type.Optional(seconds),
});

const state = Type.Union([Type.Literal('PUBLISHED'), Type.Literal('RETIRED')]);

/**
 * A policy. `documentState`: `matching` where the document compiles to exactly the terms and rules on chain, `differing` where
 * to others, `unreadable` where it is no policy document, `missing` where it is not here. The rules are the chain's in any case.
 */
export const policyView = Type.Object({
  id: Type.Integer(),
  state,
  owner: address,
  ownerName: Type.Optional(Type.String()),
  legalBasis: Type.String(),
  reviewBy: seconds,
  isOverdue: Type.Boolean(),
  publishedAt: seconds,
  publishedBy: unsigned,
  retiredAt: Type.Optional(seconds),
  retiredBy: Type.Optional(unsigned),
  documentCid: cid,
  documentState: Type.Union([
    Type.Literal('matching'),
    Type.Literal('differing'),
    Type.Literal('unreadable'),
    Type.Literal('missing'),
  ]),
  document: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  rules: Type.Array(rule),
  notEnforced: Type.Array(Type.String()),
  changes: Type.Array(change),
});
export type PolicyView = Static<typeof policyView>;

export const policyList = Type.Object({ policies: Type.Array(policyView) });
export type PolicyList = Static<typeof policyList>;

export const policyParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

/** `overdue`: only those in force whose review date has come. */
export const policyQuery = Type.Object(
  { state: Type.Optional(state), overdue: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
export type PolicyQuery = Static<typeof policyQuery>;

export const purposeList = Type.Object({
  purposes: Type.Array(
    Type.Object({ purpose: Type.String(), isVoted: Type.Boolean(), since: seconds, proposal: unsigned }),
  ),
});
export type PurposeList = Static<typeof purposeList>;
