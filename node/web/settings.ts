import { type Address, isAddress } from 'viem';

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The small part of Storage that settings need; a page without storage still works. */
export type SettingsStore = Pick<Storage, 'getItem' | 'setItem'>;

/** The stored language, else the first of the browser's languages that we have, else English. */
export function readLanguage(store: SettingsStore | undefined, wanted: readonly string[]): Language {
  const candidates = [read(store, 'language'), ...wanted.map((tag) => tag.slice(0, 2).toLowerCase())];
  for (const candidate of candidates) {
    const language = LANGUAGES.find((known) => known === candidate);
    if (language !== undefined) return language;
  }
  return 'en';
}

/** The stored theme, else the system's. */
export function readTheme(store: SettingsStore | undefined): Theme {
  const stored = read(store, 'theme');
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

/** The account for which the reader last acted; it says who they are to this page only, and proves nothing. */
export function readAccount(store: SettingsStore | undefined): Address | undefined {
  const stored = read(store, 'account');
  return stored !== undefined && isAddress(stored) ? stored : undefined;
}

/** Keeps a choice for the next visit; a browser that refuses storage forgets it. */
export function writeSetting(
  store: SettingsStore | undefined,
  name: 'language' | 'theme' | 'account',
  value: string,
): void {
  try {
    store?.setItem(`qdt.${name}`, value);
  } catch {
    // private windows may refuse to store: the choice then lasts as long as the tab
  }
}

function read(store: SettingsStore | undefined, name: string): string | undefined {
  try {
    return store?.getItem(`qdt.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}
