import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en, type MessageKey, type Messages } from './messages/en.ts';
import { it } from './messages/it.ts';
import type { Language } from './settings.ts';

export type { MessageKey } from './messages/en.ts';
export type Values = Readonly<Record<string, string | number>>;

/** The reader's language: its locale for numbers and dates, and its sentences. */
export interface Text {
  readonly language: Language;
  readonly locale: string;
  t(key: MessageKey, values?: Values): string;
}

const MESSAGES: Readonly<Record<Language, Messages>> = { en, it };
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', it: 'it-IT' };

/** The sentences of one language. */
export function textIn(language: Language): Text {
  const messages = MESSAGES[language];
  return { language, locale: LOCALES[language], t: (key, values) => fill(messages[key], values ?? {}) };
}

/** Whether a key that came from elsewhere (a check, a call, an error code) has a sentence of ours. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

/** Puts values into `{name}`; a value that is missing leaves a dash, never `undefined`. */
export function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '–'));
}

export const TextContext = createContext<Text>(textIn('en'));

export function useText(): Text {
  return useContext(TextContext);
}
