import type { TextSubmission } from '../../node/client/views.ts';
import { argumentInvalid } from './run-command.ts';

/** What a text is about, written as `proposal:ID`, `ballot:ID:VOTER`, `policy:ID` or `decision:ID`. */
export function subjectOf(argument: string): TextSubmission['about'] {
  const colon = argument.indexOf(':');
  const kind = (['proposal', 'ballot', 'policy', 'decision'] as const).find((one) => one === argument.slice(0, colon));
  const id = argument.slice(colon + 1).toLowerCase();
  if (kind === undefined || id === '')
    throw argumentInvalid('is proposal:ID, ballot:ID:VOTER, policy:ID or decision:ID', 'SUBJECT');
  return { kind, id };
}
