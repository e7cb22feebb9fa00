import { type Static, Type } from 'typebox';
import { costComponent } from './call.ts';
import { address, cid, decisionNumber, hash, integer, seconds, signer, unsigned } from './scalars.ts';

export const decisionState = Type.Union([
  Type.Literal('REQUESTED'),
  Type.Literal('RECORDED'),
  Type.Literal('CHALLENGED'),
  Type.Literal('OBJECTED'),
  Type.Literal('STRUCK'),
  Type.Literal('FINAL'),
  Type.Literal('ENACTED'),
  Type.Literal('DECLINED'),
  Type.Literal('STOPPED'),
  Type.Literal('EXPIRED'),
]);
export type DecisionStateName = Static<typeof decisionState>;

/** The answer as it stands: the committee's, or with the latest better sample. Energies are exact whole numbers of the model's unit. */
export const outcome = Type.Object({
  reportCid: cid,
  modelRoot: hash,
  sampleHash: hash,
  energy: integer,
  bound: integer,
});

/** What the decision cost: CPU-seconds told by its makers, gas by the chain, sizes in bytes. */
export const decisionCost = Type.Object({
  components: Type.Array(costComponent),
  gas: Type.Object({
    request: Type.Integer(),
    record: Type.Optional(Type.Integer()),
    finalize: Type.Optional(Type.Integer()),
  }),
  bytes: Type.Object({
    report: Type.Optional(Type.Integer()),
    snapshot: Type.Optional(Type.Integer()),
    calldata: Type.Optional(Type.Integer()),
  }),
});

/** Who got another model from the same snapshot and problem; `resolvedAt`: when the agencies voted, absent while it waits. */
export const objectionView = Type.Object({
  account: address,
  name: Type.Optional(Type.String()),
  modelRoot: hash,
  at: seconds,
  resolvedAt: Type.Optional(seconds),
  isUpheld: Type.Optional(Type.Boolean()),
});

/** Who found a better sample; oldest first, so the last one stands. */
export const betterSample = Type.Object({
  author: address,
  name: Type.Optional(Type.String()),
  energy: integer,
  sampleHash: hash,
  at: seconds,
});

export const decisionView = Type.Object({
  id: decisionNumber,
  state: decisionState,
  kind: Type.String(),
  agency: address,
  agencyName: Type.Optional(Type.String()),
  committee: address,
  committeeName: Type.Optional(Type.String()),
  problemCid: cid,
  snapshotCid: cid,
  isRestricted: Type.Boolean(),
  recordBy: seconds,
  challengeWindow: Type.Integer(),
  requestedAt: seconds,
  requestTransaction: hash,
  requestBlock: Type.Integer(),
  outcome: Type.Optional(outcome),
  recordedAt: Type.Optional(seconds),
  recordTransaction: Type.Optional(hash),
  recordBlock: Type.Optional(Type.Integer()),
  recordGas: Type.Optional(Type.Integer()),
  challengeUntil: Type.Optional(seconds),
  finalizedAt: Type.Optional(seconds),
  finalTransaction: Type.Optional(hash),
  signers: Type.Optional(Type.Array(Type.Object({ signer, name: Type.Optional(Type.String()) }))),
  mandate: Type.Optional(Type.Object({ id: Type.Integer({ minimum: 1 }), area: Type.String(), change: unsigned })),
  whoEnacts: Type.Optional(Type.Union([Type.Literal('agency'), Type.Literal('vote')])),
  enactedAt: Type.Optional(seconds),
  enactedBy: Type.Optional(address),
  declinedAt: Type.Optional(seconds),
  declinedBy: Type.Optional(address),
  stoppedAt: Type.Optional(seconds),
  stoppedBy: Type.Optional(address),
  struckAt: Type.Optional(seconds),
  cause: Type.Optional(Type.String()),
  objections: Type.Array(objectionView),
  beatenBy: Type.Array(betterSample),
  cost: Type.Optional(decisionCost),
});
export type DecisionView = Static<typeof decisionView>;

export const decisionQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  before: Type.Optional(decisionNumber),
  state: Type.Optional(decisionState),
});
export type DecisionQuery = Static<typeof decisionQuery>;

/** Newest first; `next` is the `before` of the following page, absent on the last one. */
export const decisionList = Type.Object({
  decisions: Type.Array(decisionView),
  next: Type.Optional(decisionNumber),
});
export type DecisionList = Static<typeof decisionList>;

export const decisionParams = Type.Object({ id: decisionNumber });

export const requestedDecision = Type.Object({ id: decisionNumber, transactionHash: hash });
export const waitingDecision = Type.Object({ digest: hash });
export type DecisionRequestResult = Static<typeof requestedDecision> | Static<typeof waitingDecision>;

/** The receipt is one document of format `qdt-receipt/1`; its own schema lives in `node/protocol`. */
export const receiptDocument = Type.Object({ format: Type.Literal('qdt-receipt/1') }, { additionalProperties: true });
