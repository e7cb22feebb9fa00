import type { SettingsStore } from '../settings.ts';

/** The browser's storage; some browsers throw on the mere mention. */
export function store(): SettingsStore | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
