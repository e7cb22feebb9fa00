import type { Address, Hex } from 'viem';

/** Where the contracts of one network live. The founder is the first participant's account, not a contract of ours to call. */
export interface Contracts {
  /** SLH-DSA-SHA2-128s verifier (ERC-7913); a signer is this address followed by the 32-byte public key. */
  readonly verifier: Address;
  readonly accountFactory: Address;
  readonly founder: Address;
  /** CityAccess: OpenZeppelin's AccessManager with roles that can be listed, end, and name their vote. */
  readonly accessManager: Address;
  readonly participantRegistry: Address;
  readonly decisionLedger: Address;
  readonly seats: Address;
  readonly timelock: Address;
  readonly governor: Address;
  readonly policyRegistry: Address;
  readonly modelCourt: Address;
}

/** The names of the contracts, in the order in which they are deployed. */
export const contractNames = [
  'verifier',
  'accountFactory',
  'founder',
  'accessManager',
  'participantRegistry',
  'decisionLedger',
  'seats',
  'timelock',
  'governor',
  'policyRegistry',
  'modelCourt',
] as const satisfies readonly (keyof Contracts)[];

/** A block that a receipt is proven up to. Trust comes only from an anchor obtained elsewhere. */
export interface Anchor {
  readonly chainId: number;
  readonly genesisHash: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
}
