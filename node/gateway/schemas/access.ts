import { type Static, Type } from 'typebox';
import { policyAction } from './policy.ts';
import { support } from './proposal.ts';
import { address, hash, seconds, unsigned } from './scalars.ts';

const reason = Type.Union([
  Type.Literal('NO_POLICY'),
  Type.Literal('NO_RULE'),
  Type.Literal('NOT_ASSIGNEE'),
  Type.Literal('OTHER_PURPOSE'),
  Type.Literal('TOO_EARLY'),
  Type.Literal('TOO_LATE'),
  Type.Literal('COUNT_USED'),
  Type.Literal('VOTE_NEEDED'),
  Type.Literal('PERMITTED'),
  Type.Literal('PROHIBITED'),
  Type.Literal('PURPOSE_NOT_VOTED'),
  Type.Literal('SUSPENDED'),
]);

const word = Type.String({ maxLength: 200 });

/**
 * `participant`: an account, or `anyone` for somebody unknown. `target`: `dataset:NAME`, `collection:NAME`, `decision:KIND`,
 * `entity:TYPE` or `entity:TYPE/ATTRIBUTE`, also as a URN. `purpose`: its name, left out where none is stated. `at`: now or
 * earlier. `collections`: those a dataset belongs to, separated by commas; who asks answers for them.
 */
export const accessQuery = Type.Object(
  {
    participant: word,
    target: word,
    action: word,
    purpose: Type.Optional(word),
    at: Type.Optional(seconds),
    collections: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
);
export type AccessQuery = Static<typeof accessQuery>;

const ballots = Type.Array(
  Type.Object({ voter: address, name: Type.Optional(Type.String()), support, castAt: seconds }),
);

/** `proposal` is decimal; '0' is the founding council, who needed no ballots. */
export const accessAnswer = Type.Object({
  verdict: Type.Union([Type.Literal('permit'), Type.Literal('deny')]),
  reason,
  reasonInWords: Type.String(),
  policyId: Type.Optional(Type.Integer()),
  ruleIndex: Type.Optional(Type.Integer()),
  ruleInWords: Type.Optional(Type.String()),
  proposal: Type.Optional(unsigned),
  ballots: Type.Optional(ballots),
  /** The vote on what the rule leaves to a vote. */
  approval: Type.Optional(Type.Object({ proposal: unsigned, ballots, at: seconds, until: seconds })),
  /** Where it is no: the permission that a vote took away. */
  ended: Type.Optional(
    Type.Object({ policyId: Type.Integer(), ruleInWords: Type.String(), at: seconds, proposal: unsigned, ballots }),
  ),
  since: Type.Optional(seconds),
  /** First second at which it does not hold any more. */
  until: Type.Optional(seconds),
  recordId: Type.Integer(),
  at: seconds,
});
export type AccessAnswerView = Static<typeof accessAnswer>;

export const accessRecordQuery = Type.Object(
  {
    participant: Type.Optional(word),
    target: Type.Optional(word),
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  },
  { additionalProperties: false },
);
export type AccessRecordQuery = Static<typeof accessRecordQuery>;

/** `hash`: sha2-256 of the record's canonical JSON without it; `previous`: that of the record before. `askedBy`:
 * who signed the request, absent for everybody. `block`: the last one known then. */
export const accessRecordList = Type.Object({
  records: Type.Array(
    Type.Object({
      number: Type.Integer(),
      participant: address,
      target: Type.String(),
      action: policyAction,
      purpose: Type.String(),
      collections: Type.Array(Type.String()),
      at: seconds,
      askedAt: seconds,
      askedBy: Type.Optional(address),
      block: Type.Integer(),
      isPermitted: Type.Boolean(),
      reason,
      policyId: Type.Integer(),
      ruleIndex: Type.Integer(),
      previous: hash,
      hash,
    }),
  ),
});
export type AccessRecordList = Static<typeof accessRecordList>;
