import { type Static, Type } from 'typebox';
import { call } from './call.ts';
import { address, hash, hexBytes, seconds, unsigned } from './scalars.ts';

const answer = Type.Union([Type.Literal('permit'), Type.Literal('deny')]);
const values = Type.Record(Type.String(), Type.String());

/** `key` finds the sentence in the page's languages; `text` is the English one. */
const phrase = { key: Type.String(), values, text: Type.String() };

/** One change: whom it is about, what they have afterwards or have no more, or what reads otherwise. */
const effect = Type.Object({
  ...phrase,
  who: Type.Optional(address),
  gains: Type.Optional(Type.String()),
  loses: Type.Optional(Type.String()),
  changes: Type.Optional(Type.Object({ what: Type.String(), before: Type.String(), after: Type.String() })),
  contract: Type.Optional(Type.String()),
});

const stage = Type.Union([
  Type.Literal('propose'),
  Type.Literal('vote'),
  Type.Literal('queue'),
  Type.Literal('execute'),
]);

const flip = Type.Object({
  participant: Type.String(),
  target: Type.String(),
  action: Type.String(),
  purpose: Type.String(),
  before: answer,
  after: answer,
  reasonBefore: Type.String(),
  reasonAfter: Type.String(),
  count: Type.Integer(),
});

/** What a proposal changes, from its calldata and not from its text, found on a copy of the state at `block`. */
export const seatbeltView = Type.Object({
  proposalId: Type.Optional(unsigned),
  block: Type.Object({ number: Type.Integer(), hash }),
  outcome: Type.Union([Type.Literal('would succeed'), Type.Literal('would revert'), Type.Literal('was carried out')]),
  at: Type.Optional(seconds),
  revert: Type.Optional(
    Type.Object({
      ...phrase,
      stage,
      call: Type.Optional(Type.Integer()),
      error: Type.Optional(Type.String()),
      args: Type.Optional(Type.String()),
      data: hexBytes,
    }),
  ),
  effects: Type.Array(effect),
  warnings: Type.Array(Type.Object(phrase)),
  replay: Type.Object({
    records: Type.Integer(),
    from: seconds,
    permitsBefore: Type.Integer(),
    permitsAfter: Type.Integer(),
    flips: Type.Array(flip),
  }),
});
export type SeatbeltView = Static<typeof seatbeltView>;

const days = Type.Integer({ minimum: 0, maximum: 3660, default: 30 });

/** `days`: how far back access records are asked again. */
export const seatbeltQuery = Type.Object({ days: Type.Optional(days) });

export const seatbeltDraft = Type.Object(
  { calls: Type.Array(call, { minItems: 1, maxItems: 64 }), days: Type.Optional(days) },
  { additionalProperties: false },
);
export type SeatbeltDraft = Static<typeof seatbeltDraft>;
