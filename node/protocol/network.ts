import type { Address, Hex } from 'viem';

/** Where the contracts of one network live. The founder is the first participant's account, not a contract of ours to call. */
export interface Contracts {
  /** SLH-DSA-SHA2-128s verifier (ERC-7913); a signer is this address followed by the 32-byte public key. */
  readonly verifier: Address;
  readonly accountFactory: Address;
  /** ML-DSA-65 verifier; a signer is this address, then address and code hash of the expanded key. */
  readonly mlDsa65Verifier: Address;
  /** CityAccess: OpenZeppelin's AccessManager with roles that can be listed, end, and name their vote. */
  readonly accessManager: Address;
  readonly participantRegistry: Address;
  readonly decisionLedger: Address;
  readonly seats: Address;
  readonly timelock: Address;
  readonly governor: Address;
  readonly policyRegistry: Address;
  readonly modelCourt: Address;
  readonly mlDsa44Verifier: Address;
  /** P-256 and SLH-DSA-SHA2-128s, both. */
  readonly hybridVerifier: Address;
  readonly algorithmRegistry: Address;
  readonly founder: Address;
  readonly datasetRegistry: Address;
  readonly agreementRegistry: Address;
}

/** The names of the contracts, in the order in which they are deployed: by the relay's nonces from 0, one transaction each. */
export const contractNames = [
  'verifier',
  'accountFactory',
  'mlDsa65Verifier',
  'accessManager',
  'participantRegistry',
  'decisionLedger',
  'seats',
  'timelock',
  'governor',
  'policyRegistry',
  'modelCourt',
  'mlDsa44Verifier',
  'hybridVerifier',
  'algorithmRegistry',
  'founder',
  'datasetRegistry',
  'agreementRegistry',
] as const satisfies readonly (keyof Contracts)[];

/** A block that a receipt is proven up to. Trust comes only from an anchor obtained elsewhere. */
export interface Anchor {
  readonly chainId: number;
  readonly genesisHash: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
}
