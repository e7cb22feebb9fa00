import { exposureOf } from '../../quantum-risk/exposure.ts';
import type { MigrationChannel } from './migration-inventory.ts';
import type { MigrationParameters } from './parameters.ts';

/** Calendar years a migration takes and pays in. */
export function durationYears({ migrationMonths }: MigrationChannel): number {
  return Math.max(1, Math.ceil(migrationMonths / 12));
}

/** Its cost in each of these years: even parts, what does not divide in the first ones. */
export function yearlyCosts(channel: MigrationChannel): number[] {
  const years = durationYears(channel);
  const part = Math.floor(channel.cost / years);
  const rest = channel.cost - part * years;
  return Array.from({ length: years }, (_, year) => part + (year < rest ? 1 : 0));
}

/**
 * Weighted months of exposure if it starts with year `start` of the plan; start = years means not within the plan, and counts as
 * starting right after it.
 */
export function exposureFrom(channel: MigrationChannel, start: number, { quantumMonths }: MigrationParameters): number {
  return exposureOf(channel, 12 * start + channel.migrationMonths, quantumMonths);
}

/** What the plan spends in each year; longer than the plan where a migration runs on after it. */
export function spentByYear(channels: readonly MigrationChannel[], starts: readonly number[], years: number): number[] {
  const spent: number[] = [];
  for (const [index, channel] of channels.entries()) {
    const start = starts[index] ?? years;
    if (start >= years) continue;
    for (const [year, cost] of yearlyCosts(channel).entries()) spent[start + year] = (spent[start + year] ?? 0) + cost;
  }
  return Array.from({ length: Math.max(years, spent.length) }, (_, year) => spent[year] ?? 0);
}
