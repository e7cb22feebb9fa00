/** Why data may be used at all, in the contract's order: GDPR article 6(1) (a) to (f), and data that are not about persons. */
export const legalBases = [
  'none',
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
  'not-personal',
] as const;

export type LegalBasis = Exclude<(typeof legalBases)[number], 'none'>;

export function isLegalBasis(word: unknown): word is LegalBasis {
  return word !== 'none' && legalBases.some((basis) => basis === word);
}
