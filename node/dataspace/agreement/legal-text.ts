import { termsInWords } from '../dsp/words.ts';
import type { AgreementRecord } from './agreement-record.ts';

/** The agreement in words, for people and for their lawyers; the document that it speaks of is the canonical JSON with that hash. */
export function legalText({ document, hash, cid, finalizedAt, until, retired }: AgreementRecord): string {
  const { '@id': id, target, assigner, assignee, timestamp } = document;
  const day = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return [
    'AGREEMENT ON THE USE OF DATA',
    '',
    `Agreement: ${id}`,
    `Provider:  ${assigner}`,
    `Consumer:  ${assignee}`,
    `Dataset:   ${target}`,
    `Agreed at ${timestamp}, final since ${day(finalizedAt)}.`,
    until === undefined ? 'It has no fixed end.' : `It ends at ${day(until)}.`,
    '',
    'Terms',
    ...termsInWords(document).map((sentence, index) => `${index + 1}. ${sentence}`),
    '',
    'What is not permitted above is not permitted. Either party may retire this agreement; from then on no data and no key are',
    'handed out under it. What was received before can technically still be read.',
    ...(retired === undefined ? [] : ['', `RETIRED at ${day(retired.at)} by ${retired.by}: ${retired.cause}`]),
    '',
    `sha2-256 of the document (canonical JSON, RFC 8785): ${hash}`,
    `Kept as ${cid}`,
    '',
  ].join('\n');
}
