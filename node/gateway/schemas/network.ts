import { type Static, Type } from 'typebox';
import { address, hash, seconds } from './scalars.ts';

export const health = Type.Object({ status: Type.Literal('ok') });
export type Health = Static<typeof health>;

/** `verifying` says that the chain's journal is still being replayed and compared. */
export const readiness = Type.Object({
  ready: Type.Boolean(),
  verifying: Type.Boolean(),
  headNumber: Type.Integer(),
  indexNumber: Type.Integer(),
  /** The code of what keeps the chain from taking calls, such as a full disk or a clock that jumped. */
  trouble: Type.Optional(Type.String()),
});
export type Readiness = Static<typeof readiness>;

export const contracts = Type.Object({
  verifier: address,
  accountFactory: address,
  founder: address,
  accessManager: address,
  participantRegistry: address,
  decisionLedger: address,
  seats: address,
  timelock: address,
  governor: address,
  policyRegistry: address,
  modelCourt: address,
  mlDsa65Verifier: address,
  mlDsa44Verifier: address,
  hybridVerifier: address,
  algorithmRegistry: address,
  datasetRegistry: address,
  agreementRegistry: address,
});

export const network = Type.Object({
  chainId: Type.Integer(),
  genesisHash: hash,
  contracts,
  environment: Type.String(),
  challengeWindowSeconds: Type.Integer(),
  version: Type.String(),
  /** The address that stands first in an SLH-DSA signer: `verifierSigner || key`. */
  verifierSigner: address,
  engine: Type.String(),
  verifying: Type.Boolean(),
  time: seconds,
});
export type Network = Static<typeof network>;

export const anchor = Type.Object({
  chainId: Type.Integer(),
  genesisHash: hash,
  blockNumber: Type.Integer(),
  blockHash: hash,
  /** Which ledger on that chain is the city's: anybody may deploy another. */
  decisionLedger: address,
});
export type AnchorView = Static<typeof anchor>;
