import type { SolidityVerifiers } from '../assurance/solidity-verifiers.ts';
import { hybridCases } from './hybrid-cases.ts';
import { kemCases } from './kem-cases.ts';
import { keyCases } from './key-cases.ts';
import { signatureCases } from './signature-cases.ts';
import { signingCases } from './signing-cases.ts';
import { symmetricCases } from './symmetric-cases.ts';
import { type EngineName, engineNames, type Outcome, type VectorCase } from './vector-case.ts';
import { readVectorFile } from './vector-file.ts';

/** An engine that came to something else than the file says, or than another engine. */
export interface Mismatch {
  id: string;
  algorithm: string;
  operation: string;
  expected: Outcome | undefined;
  outcomes: Partial<Record<EngineName, Outcome>>;
}

export interface VectorResult {
  file: string;
  /** Cases that ran. */
  cases: number;
  /** How many of them each engine ran. */
  engines: Record<EngineName, number>;
  mismatches: Mismatch[];
}

/** Every case that some engine can run. */
export function vectorCases(file: string): VectorCase[] {
  const vectors = readVectorFile(file);
  const kinds = [signatureCases, signingCases, keyCases, kemCases, hybridCases, symmetricCases];
  return kinds.flatMap((casesOf) => casesOf(vectors)).filter(({ engines }) => Object.keys(engines).length > 0);
}

/** Runs a file through every engine that has its algorithm. Throws VECTORS_INVALID. */
export async function runVectors(file: string, solidity: SolidityVerifiers): Promise<VectorResult> {
  const result: VectorResult = { file, cases: 0, engines: { solidity: 0, openssl: 0, noble: 0 }, mismatches: [] };
  for (const one of vectorCases(file)) {
    const outcomes: Mismatch['outcomes'] = {};
    for (const engine of engineNames) {
      const outcome = await one.engines[engine]?.(solidity);
      if (outcome === undefined) continue;
      outcomes[engine] = outcome;
      result.engines[engine] += 1;
    }
    result.cases += 1;
    const { id, algorithm, operation, expected } = one;
    const all = new Set([...Object.values(outcomes), ...(expected === undefined ? [] : [expected])]);
    if (all.size !== 1) result.mismatches.push({ id, algorithm, operation, expected, outcomes });
  }
  return result;
}
