import type { CallDescription } from '../protocol/descriptions/sentences.ts';
import { shorten } from './format.ts';
import type { Text } from './text.ts';

/** Names of accounts, by address in lower case. */
export type Names = ReadonlyMap<string, string>;

/** A call in the reader's language, with names for accounts and long words shortened. */
export function callSentence({ key, values }: Omit<CallDescription, 'text'>, names: Names, { t }: Text): string {
  const shown = Object.entries(values).map(([name, value]) => [name, names.get(value.toLowerCase()) ?? short(value)]);
  return t(key, Object.fromEntries(shown));
}

/** Addresses, hashes and CIDs are one long word; sentences and times have spaces. */
export function isLongWord(value: string): boolean {
  return value.length > 30 && !value.includes(' ');
}

function short(value: string): string {
  return isLongWord(value) ? shorten(value) : value;
}
