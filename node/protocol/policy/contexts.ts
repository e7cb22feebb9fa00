/** The two JSON-LD contexts a policy may name, in this order; nothing is ever fetched. */
export const contextNames = ['http://www.w3.org/ns/odrl.jsonld', 'urn:qdt:policy:1'] as const;

const odrl = 'http://www.w3.org/ns/odrl/2/';
const ours = 'urn:qdt:policy:1#';

/** Terms of the ODRL Vocabulary 2.2 that may be keys of a policy document. */
const odrlKeys = `uid profile inheritFrom conflict assigner assignee target action permission prohibition obligation
constraint duty remedy consequence refinement relation output function partOf source status
leftOperand operator rightOperand rightOperandReference dataType unit and or xone andSequence failure
attributedParty attributingParty compensatedParty compensatingParty consentedParty consentingParty contractedParty
contractingParty informedParty informingParty trackedParty trackingParty assigneeOf assignerOf hasPolicy timedCount`;

/** Actions of the ODRL Vocabulary 2.2. */
const odrlActionWords = `use transfer acceptTracking aggregate annotate anonymize archive attribute compensate
concurrentUse delete derive digitize display distribute ensureExclusivity execute extract grantUse give include index
inform install modify move nextPolicy obtainConsent play present print read reproduce reviewPolicy sell stream
synchronize textToSpeech transform translate uninstall watermark`;

const ourKeys = ['legalBasis', 'reviewDate'];
const ourActions = ['decide', 'enact'];

function table(base: string, words: readonly string[]): [string, string][] {
  return words.map((word) => [word, `${base}${word}`]);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/);
}

/** Keys of a policy document and their IRIs, by the pinned contexts. JSON-LD drops other keys silently; we refuse them. */
export const keyTerms: ReadonlyMap<string, string> = new Map([
  ...table(odrl, wordsOf(odrlKeys)),
  ...table(ours, ourKeys),
]);

/** Actions and their IRIs, by the pinned contexts. */
export const actionTerms: ReadonlyMap<string, string> = new Map([
  ...table(odrl, wordsOf(odrlActionWords)),
  ...table(ours, ourActions),
]);
