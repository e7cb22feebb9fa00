import type { MigrationChannel } from './migration-inventory.ts';
import type { MigrationParameters } from './parameters.ts';
import { exposureFrom, spentByYear, yearlyCosts } from './schedule.ts';

/**
 * What a careful person does by hand: channels by exposure saved per cost, each as early as the budget still lets. Start years, `years` for
 * not within the plan.
 */
export function greedyStarts(channels: readonly MigrationChannel[], parameters: MigrationParameters): number[] {
  const { years, yearlyBudget } = parameters;
  const starts = channels.map(() => years);
  const saved = (index: number) => savedPerCost(channels[index], parameters);
  const order = channels.map((_, index) => index).sort((a, b) => saved(b) - saved(a) || a - b);
  for (const index of order) {
    const channel = channels[index];
    if (channel === undefined) continue;
    const spent = spentByYear(channels, starts, years);
    const fits = (start: number) =>
      yearlyCosts(channel).every((cost, year) => (spent[start + year] ?? 0) + cost <= yearlyBudget);
    const start = Array.from({ length: years }, (_, year) => year).find(fits);
    if (start !== undefined) starts[index] = start;
  }
  return starts;
}

function savedPerCost(channel: MigrationChannel | undefined, parameters: MigrationParameters): number {
  if (channel === undefined) return 0;
  const saved = exposureFrom(channel, parameters.years, parameters) - exposureFrom(channel, 0, parameters);
  return saved / Math.max(1, channel.cost);
}
