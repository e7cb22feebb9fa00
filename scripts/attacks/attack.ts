import type { AttackWorld } from './world.ts';

/** The contracts that an attack meets, by what they are. */
export const contracts = {
  account: { file: 'contracts/membership/ParticipantAccount.sol', contract: 'ParticipantAccount' },
  registry: { file: 'contracts/cryptography/AlgorithmRegistry.sol', contract: 'AlgorithmRegistry' },
  verifier: { file: 'contracts/cryptography/verifiers/MlDsa44Verifier.sol', contract: 'MlDsa44Verifier' },
} as const;
export type ContractName = keyof typeof contracts;

/** What to take out of a source, and what to put there instead. `find` stands there once. */
export interface Edit {
  file: string;
  find: string;
  put: string;
}

export interface Attack {
  /** Of the threat model's table. */
  number: number;
  name: string;
  /** What stands in its way. */
  defence: string;
  /** The contract that is compiled again without that. */
  rebuilt: ContractName;
  removal: readonly Edit[];
  /** Whether it succeeds; a second world, with another chain id, is there for those that need one. */
  succeeds(world: AttackWorld, otherChain: () => Promise<AttackWorld>): Promise<boolean>;
}
