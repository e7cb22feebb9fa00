import type { Mutant } from './mutant.ts';

interface Equivalence {
  /** Ends of the file's name. */
  file: string;
  /** Whether it is this change. */
  is(mutant: Mutant): boolean;
  reason: string;
}

const equivalences: readonly Equivalence[] = [];

/** Why a mutant that survived cannot be told from the original, if that was argued. */
export function equivalenceOf(mutant: Mutant): string | undefined {
  return equivalences.find(({ file, is }) => mutant.library.file.endsWith(file) && is(mutant))?.reason;
}
