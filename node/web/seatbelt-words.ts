import type { Names } from './call-sentence.ts';
import { shorten } from './format.ts';
import { isMessageKey, type Text } from './text.ts';

/** A sentence that the node found, in the reader's language where the page has it, with names for accounts. */
export function sayPhrase(
  phrase: { key: string; values: Readonly<Record<string, string>>; text: string },
  names: Names,
  { t }: Text,
): string {
  const named = Object.entries(phrase.values).map(([name, value]) => [
    name,
    names.get(value.toLowerCase()) ?? shortened(value),
  ]);
  return isMessageKey(phrase.key) ? t(phrase.key, Object.fromEntries(named)) : phrase.text;
}

/** Accounts within a longer text are shortened; the exact values stand with the calls. */
function shortened(value: string): string {
  return value.replace(/0x[0-9a-fA-F]{40,}/g, (long) => shorten(long));
}
