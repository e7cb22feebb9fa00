import type { Address } from 'viem';
import { type ContractName, contractAt, contractWords } from '../contract-abis.ts';
import type { Contracts } from '../network.ts';
import { phrase, type SeatbeltPhrase, type SeatbeltSentence } from './sentences.ts';

/** One change that a proposal makes. */
export interface Effect extends SeatbeltPhrase {
  /** Whom it is about. */
  readonly who?: Address;
  /** What they have afterwards that they had not: a role, a seat. */
  readonly gains?: string;
  readonly loses?: string;
  readonly changes?: { readonly what: string; readonly before: string; readonly after: string };
  /** The contract that holds what changes. */
  readonly contract?: ContractName;
}

export type EffectDetails = Pick<Effect, 'who' | 'gains' | 'loses' | 'changes' | 'contract'>;

export function effect(key: SeatbeltSentence, values: Record<string, string>, details: EffectDetails = {}): Effect {
  return { ...phrase(key, values), ...details };
}

/** Puts words to addresses: a contract's, a participant's name with its account, or the address itself. */
export type NameAddress = (address: Address) => string;

/** Names in participants' profiles are what they call themselves: the account always stands beside. */
export function createNames(contracts: Contracts, participants: ReadonlyMap<string, string>): NameAddress {
  return (address) => {
    const contract = contractAt(contracts, address);
    if (contract !== undefined) return contractWords[contract];
    const account = address.toLowerCase();
    const name = participants.get(account);
    return name === undefined ? account : `${name} (${account})`;
  };
}
