/**
 * Why a verdict is what it is, in the contract's order: of all rules the one with the weightiest reason decides, then the
 * lowest policy, then the lowest index. Only PERMITTED permits.
 */
export const reasons = [
  'NO_POLICY',
  'NO_RULE',
  'NOT_ASSIGNEE',
  'OTHER_PURPOSE',
  'TOO_EARLY',
  'TOO_LATE',
  'COUNT_USED',
  'VOTE_NEEDED',
  'PERMITTED',
  'PROHIBITED',
  'PURPOSE_NOT_VOTED',
  'SUSPENDED',
] as const;

export type Reason = (typeof reasons)[number];

/** English sentences; the page's message files hold the same keys. */
export const reasonSentences: Readonly<Record<Reason, string>> = {
  NO_POLICY: 'No policy speaks of it, and what nobody permitted is denied',
  NO_RULE: 'A policy speaks of it, but no rule permits this action',
  NOT_ASSIGNEE: 'A rule permits this, but to others',
  OTHER_PURPOSE: 'A rule permits this, but for other purposes',
  TOO_EARLY: 'The rule that permits this is not in force yet',
  TOO_LATE: 'The rule that permitted this has ended',
  COUNT_USED: 'The rule permits this a number of times, and they are used up',
  VOTE_NEEDED: 'The rule asks for a vote of the agencies, and none approved this participant',
  PERMITTED: 'A rule permits this',
  PROHIBITED: 'A rule prohibits this, which outweighs every permission',
  PURPOSE_NOT_VOTED: 'The agencies never voted this purpose, or took it off the list',
  SUSPENDED: 'The participant is suspended',
};
