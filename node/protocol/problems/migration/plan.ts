import type { MigrationChannel } from './migration-inventory.ts';
import type { MigrationParameters } from './parameters.ts';
import { exposureFrom, spentByYear, yearlyCosts } from './schedule.ts';

/** One channel in a plan. */
export interface PlannedMigration {
  readonly system: string;
  readonly channel: string;
  /** Year of the plan, counted from 1; undefined where it is not within the plan. */
  readonly startYear: number | undefined;
  readonly cost: number;
  /** Weighted months by this plan, and if it started in the first year. */
  readonly exposure: number;
  readonly exposureAtOnce: number;
  /** Whether some year of it alone costs more than the budget. */
  readonly isBeyondBudget: boolean;
}

export interface MigrationPlan {
  readonly kind: 'migration';
  readonly migrations: readonly PlannedMigration[];
  /** Per year of the plan, and those after it in which a migration runs on. */
  readonly spent: readonly number[];
  readonly yearlyBudget: number;
  /** Weighted months in all. */
  readonly exposure: number;
}

/** The plan that start years stand for; `years` is not within the plan. */
export function migrationPlan(
  channels: readonly MigrationChannel[],
  parameters: MigrationParameters,
  starts: readonly number[],
): MigrationPlan {
  const { years, yearlyBudget } = parameters;
  const migrations = channels.map((channel, index): PlannedMigration => {
    const start = starts[index] ?? years;
    const { system, channel: name, cost } = channel;
    return {
      system,
      channel: name,
      startYear: start < years ? start + 1 : undefined,
      cost,
      exposure: exposureFrom(channel, start, parameters),
      exposureAtOnce: exposureFrom(channel, 0, parameters),
      isBeyondBudget: yearlyCosts(channel).some((part) => part > yearlyBudget),
    };
  });
  return {
    kind: 'migration',
    migrations,
    spent: spentByYear(channels, starts, years),
    yearlyBudget,
    exposure: migrations.reduce((sum, { exposure }) => sum + exposure, 0),
  };
}
