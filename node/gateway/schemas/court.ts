import { type Static, Type } from 'typebox';
import { type CaseState, caseStates } from '../../protocol/court/court-abi.ts';
import { address, decisionNumber, hash, hexBytes, integer, seconds } from './scalars.ts';

/** A claim of a better sample, or a doubt about the recorded one; energies are exact whole numbers of the model's unit. */
export const courtCase = Type.Object({
  id: decisionNumber,
  decisionId: decisionNumber,
  account: address,
  accountName: Type.Optional(Type.String()),
  isDoubt: Type.Boolean(),
  state: Type.Unsafe<CaseState>(Type.String({ enum: [...caseStates] })),
  openedAt: seconds,
  deadline: Type.Optional(seconds),
  commitment: Type.Optional(hash),
  sampleHash: Type.Optional(hash),
  energy: Type.Optional(integer),
  scored: Type.Optional(Type.Integer()),
  chunks: Type.Optional(Type.Integer()),
  foundEnergy: Type.Optional(integer),
  isBroken: Type.Optional(Type.Boolean()),
  author: Type.Optional(address),
  authorName: Type.Optional(Type.String()),
  closedAt: Type.Optional(seconds),
  transaction: hash,
});

/** Newest first. */
export const caseList = Type.Object({ claims: Type.Array(courtCase) });
export type CaseList = Static<typeof caseList>;

/** The chunks of a decision's model, whose Merkle root is recorded; anybody may score a sample with them. */
export const decisionModel = Type.Object({
  id: decisionNumber,
  modelRoot: hash,
  variables: Type.Integer(),
  energyScale: Type.Object({ unit: Type.String(), divisor: integer }),
  chunks: Type.Array(hexBytes),
});
export type DecisionModel = Static<typeof decisionModel>;
