import { type Address, type Hex, isAddress, isHex, size } from 'viem';
import type { SettingsStore } from './settings.ts';

/** What a reveal needs of a claim that was begun: neither is a key; they say what was found before it is shown. */
export interface KeptClaim {
  readonly account: Address;
  readonly sample: Hex;
  readonly salt: Hex;
  /** Decimal. */
  readonly energy: string;
}

/** One claim per ledger and decision is kept, before anything is sent. */
export function keepClaim(store: SettingsStore | undefined, place: string, claim: KeptClaim): void {
  try {
    store?.setItem(keyOf(place), JSON.stringify(claim));
  } catch {
    // private windows may refuse to store: the claim then lasts as long as the tab
  }
}

export function readKeptClaim(store: SettingsStore | undefined, place: string): KeptClaim | undefined {
  try {
    const kept: unknown = JSON.parse(store?.getItem(keyOf(place)) ?? 'null');
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forgetClaim(store: SettingsStore | undefined, place: string): void {
  try {
    store?.setItem(keyOf(place), 'null');
  } catch {
    // as above
  }
}

function keyOf(place: string): string {
  return `qdt.claim.${place}`;
}

function isKept(value: unknown): value is KeptClaim {
  if (typeof value !== 'object' || value === null) return false;
  if (!('account' in value && 'sample' in value && 'salt' in value && 'energy' in value)) return false;
  const { account, sample, salt, energy } = value;
  return (
    typeof account === 'string' &&
    isAddress(account) &&
    isHex(sample) &&
    isHex(salt) &&
    size(salt) === 32 &&
    typeof energy === 'string' &&
    /^-?\d+$/.test(energy)
  );
}
