import type { SolidityVerifiers } from '../assurance/solidity-verifiers.ts';

export const engineNames = ['solidity', 'openssl', 'noble'] as const;
export type EngineName = (typeof engineNames)[number];

/** What an engine comes to: a verdict ('accepted', 'refused') or the bytes it gives, as hex. */
export type Outcome = string;

/** One case of a vector file, with a way to run it for every engine that has the algorithm and the interface. */
export interface VectorCase {
  id: string;
  algorithm: string;
  /** 'verify', 'sign', 'keygen', 'encapsulate' ... */
  operation: string;
  /** Undefined where the file gives none: then the engines must agree. */
  expected: Outcome | undefined;
  engines: Partial<Record<EngineName, (solidity: SolidityVerifiers) => Outcome | Promise<Outcome>>>;
}
