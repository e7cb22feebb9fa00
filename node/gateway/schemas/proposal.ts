import { type Static, Type } from 'typebox';
import { call, signerSignature } from './call.ts';
import { address, hash, lowerHash, seconds, unsigned } from './scalars.ts';

/** OpenZeppelin's `IGovernor.ProposalState`. */
export const proposalState = Type.Union([
  Type.Literal('PENDING'),
  Type.Literal('ACTIVE'),
  Type.Literal('CANCELED'),
  Type.Literal('DEFEATED'),
  Type.Literal('SUCCEEDED'),
  Type.Literal('QUEUED'),
  Type.Literal('EXPIRED'),
  Type.Literal('EXECUTED'),
]);

export const support = Type.Union([Type.Literal('FOR'), Type.Literal('AGAINST'), Type.Literal('ABSTAIN')]);
export type SupportName = Static<typeof support>;

const ballotView = Type.Object({
  voter: address,
  name: Type.Optional(Type.String()),
  support,
  castAt: seconds,
  transactionHash: hash,
  reasonHash: Type.Optional(hash),
});

/** `inWords` is read from the calls' bytes. `description` is a salted hash: no text goes on chain. */
export const proposalView = Type.Object({
  id: unsigned,
  state: proposalState,
  proposer: address,
  proposerName: Type.Optional(Type.String()),
  calls: Type.Array(call),
  inWords: Type.String(),
  description: Type.String(),
  descriptionHash: hash,
  createdAt: seconds,
  voteStart: seconds,
  voteEnd: seconds,
  eta: Type.Optional(seconds),
  executedAt: Type.Optional(seconds),
  canceledAt: Type.Optional(seconds),
  veto: Type.Optional(Type.Object({ guardian: address, reasonHash: hash })),
  transactions: Type.Object({ propose: hash, queue: Type.Optional(hash), execute: Type.Optional(hash) }),
  tally: Type.Object({ for: Type.Integer(), against: Type.Integer(), abstain: Type.Integer() }),
  quorum: Type.Optional(Type.Integer()),
  ballots: Type.Array(ballotView),
});
export type ProposalView = Static<typeof proposalView>;

export const proposalList = Type.Object({ proposals: Type.Array(proposalView) });
export type ProposalList = Static<typeof proposalList>;

export const proposalParams = Type.Object({ id: unsigned });
export const proposalQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
});

/** Fifteen ballots with one SLH-DSA signature each fill a transaction (128 KiB). */
export const ballotSubmission = Type.Object(
  {
    ballots: Type.Array(
      Type.Object(
        {
          proposalId: unsigned,
          support,
          voter: address,
          reasonHash: Type.Optional(lowerHash),
          signatures: Type.Array(signerSignature, { minItems: 1, maxItems: 15 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 15 },
    ),
  },
  { additionalProperties: false },
);
export type BallotSubmission = Static<typeof ballotSubmission>;

export const deliveredBallots = Type.Object({ transactionHash: hash, counted: Type.Integer() });
export type DeliveredBallots = Static<typeof deliveredBallots>;

export const proposalStep = Type.Object({ transactionHash: hash });
export type ProposalStep = Static<typeof proposalStep>;

const cause = unsigned;

/** `grantedBy` and `withdrawnBy` are proposals; '0' is the founder. */
export const seatList = Type.Object({
  seats: Type.Array(
    Type.Object({
      agency: address,
      name: Type.Optional(Type.String()),
      grantedAt: seconds,
      grantedBy: cause,
      withdrawnAt: Type.Optional(seconds),
      withdrawnBy: Type.Optional(cause),
    }),
  ),
  roles: Type.Array(
    Type.Object({
      role: Type.String(),
      account: address,
      name: Type.Optional(Type.String()),
      grantedAt: seconds,
      grantedBy: cause,
      until: Type.Optional(seconds),
      revokedAt: Type.Optional(seconds),
    }),
  ),
});
export type SeatList = Static<typeof seatList>;
