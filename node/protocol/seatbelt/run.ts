import type { Address, Hex } from 'viem';
import type { Call } from '../call.ts';
import type { CityFacts } from './facts.ts';

/** An event as a receipt carries it. Addresses are lower-case hex. */
export interface RunLog {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** One call in the tree of calls of a transaction. */
export interface Frame {
  readonly type: string;
  readonly from: Address;
  readonly to: Address;
  readonly value: bigint;
  readonly isReverted: boolean;
  /** What it returned, or reverted with. */
  readonly output: Hex;
  readonly calls: readonly Frame[];
}

/** A word of a contract's storage that reads otherwise afterwards. */
export interface SlotChange {
  readonly slot: Hex;
  readonly before: Hex;
  readonly after: Hex;
}

export interface StorageChange {
  readonly address: Address;
  readonly slots: readonly SlotChange[];
}

/** What carrying out a proposal did: on a copy, or for good when it was executed. */
export interface CarriedOut {
  readonly kind: 'carried-out';
  readonly proposalId: bigint;
  readonly calls: readonly Call[];
  /** The vote on the proposal is over; what was run is the same calls proposed anew. */
  readonly isAnew: boolean;
  readonly before: CityFacts;
  readonly after: CityFacts;
  readonly logs: readonly RunLog[];
  readonly storage: readonly StorageChange[];
  /** Undefined where the transaction was not traced. */
  readonly frame: Frame | undefined;
}

/** At which step of the vote's way a proposal was refused. */
export type Stage = 'propose' | 'vote' | 'queue' | 'execute';

/** Carrying it out would be refused. */
export interface Refused {
  readonly kind: 'refused';
  readonly stage: Stage;
  readonly isAnew: boolean;
  /** Which of the calls, from 1; undefined where none of them was at fault. */
  readonly call: number | undefined;
  /** What the contract reverted with. */
  readonly data: Hex;
}

export type RunOutcome = CarriedOut | Refused;
