import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, SolidityVerifiers } from '../assurance/solidity-verifiers.ts';
import { formatted } from '../vectors/messages.ts';
import { signatureVectors } from '../vectors/signature-cases.ts';
import { readVectorFile } from '../vectors/vector-file.ts';
import { mlDsaChecks } from './ml-dsa-checks.ts';
import type { Library } from './mutant.ts';
import { slhDsaChecks } from './slh-dsa-checks.ts';

/** A question to a contract with the only right answer. */
export interface Check {
  name: string;
  expected: Answer;
  ask(verifiers: SolidityVerifiers): Promise<Answer>;
}

export type KillSet = Record<Library['place'], Check[]>;

/**
 * Everything that tells a right verifier from a wrong one, the cheapest and most telling first: our own signatures and
 * their mutants, edges of every bound, then the official vectors of a folder.
 */
export async function buildKillSet(vectorsFolder: string | undefined, seed: number): Promise<KillSet> {
  return {
    slhInternal: [...slhDsaChecks(seed), ...officialChecks(vectorsFolder, 'slhInternal')],
    mlInternal: [...mlDsaChecks(seed), ...officialChecks(vectorsFolder, 'mlInternal')],
  };
}

function officialChecks(folder: string | undefined, place: Library['place']): Check[] {
  if (folder === undefined || !existsSync(folder)) return [];
  const files = globSync('{acvp_*DSA-sig*,boringssl_*,wycheproof_mldsa*}.json', { cwd: folder }).sort();
  return files.flatMap((file) =>
    signatureVectors(readVectorFile(join(folder, file))).flatMap(({ id, judged }) => {
      const { algorithm, message, publicKey, signature, expected } = judged;
      if (algorithm === 'SLH-DSA-SHA2-128f' || algorithm.startsWith('SLH') !== (place === 'slhInternal')) return [];
      const bytes = formatted(message);
      if (bytes === undefined) return [];
      const check: Check = {
        name: `${file} ${id}`,
        expected: expected === false ? 'refused' : 'accepted',
        ask: (verifiers) => verifiers.verifyMessage(algorithm, publicKey, bytes, signature),
      };
      return [check];
    }),
  );
}
