import { decode, encode } from '@ipld/dag-cbor';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Address, Hex } from 'viem';
import type { Contracts } from '../protocol/network.ts';

const hex = Type.Unsafe<Hex>(Type.String({ pattern: '^0x([0-9a-f]{2})*$' }));
const hash = Type.Unsafe<Hex>(Type.String({ pattern: '^0x[0-9a-f]{64}$' }));
const address = Type.Unsafe<Address>(Type.String({ pattern: '^0x[0-9a-fA-F]{40}$' }));

function perContract<T extends typeof address | typeof hash>(schema: T) {
  return Type.Object({
    verifier: schema,
    accountFactory: schema,
    founder: schema,
    accessManager: schema,
    participantRegistry: schema,
    decisionLedger: schema,
    seats: schema,
    timelock: schema,
    governor: schema,
    policyRegistry: schema,
    modelCourt: schema,
    mlDsa65Verifier: schema,
    mlDsa44Verifier: schema,
    hybridVerifier: schema,
    algorithmRegistry: schema,
    datasetRegistry: schema,
    agreementRegistry: schema,
  });
}

const genesisSchema = Type.Object({
  format: Type.Literal('qdt-journal/1'),
  /** Library and engine that made the hashes. */
  engine: Type.String(),
  chainId: Type.Integer(),
  hardfork: Type.Literal('prague'),
  blockGasLimit: Type.Integer(),
  genesisTimestamp: Type.Integer(),
  genesisHash: hash,
  /** The account that sent the deployment; it has no authority. */
  relay: address,
  founders: Type.Object({ signers: Type.Array(hex), threshold: Type.Integer() }),
  minimumWindowSeconds: Type.Integer(),
  governance: Type.Object({
    votingDelaySeconds: Type.Integer(),
    votingPeriodSeconds: Type.Integer(),
    minimumVotingPeriodSeconds: Type.Integer(),
    lateQuorumExtensionSeconds: Type.Integer(),
    quorumPercent: Type.Integer(),
    timelockDelaySeconds: Type.Integer(),
  }),
  contracts: perContract(address),
  /** Keccak-256 of each contract's runtime code. */
  codeHashes: perContract(hash),
  /** What the code was made from, e.g. solc and OpenZeppelin. */
  versions: Type.Record(Type.String(), Type.String()),
  /** Blocks 1 to this one are the deployment. */
  deploymentBlocks: Type.Integer(),
});

/** The journal's first record: everything a stranger needs to run the chain again. */
export type JournalGenesis = Static<typeof genesisSchema> & { contracts: Contracts };

export function encodeJournalGenesis(genesis: JournalGenesis): Uint8Array {
  return encode(genesis);
}

/** Reads a payload back; undefined when it is not a genesis record of this format. */
export function decodeJournalGenesis(payload: Uint8Array): JournalGenesis | undefined {
  const value: unknown = decode(payload);
  return Value.Check(genesisSchema, value) ? value : undefined;
}
