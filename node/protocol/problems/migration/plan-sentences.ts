import type { MigrationPlan, PlannedMigration } from './plan.ts';

/** A plan in words, year by year. */
export function planSentences({ migrations, spent, yearlyBudget, exposure }: MigrationPlan): string[] {
  const years = spent.map((cost, index) => {
    const begun = migrations.filter(({ startYear }) => startYear === index + 1).map(nameOf);
    const start = begun.length === 0 ? 'starts none' : `starts ${begun.join(', ')}`;
    return `year ${index + 1}: ${start}; spends ${cost} of ${yearlyBudget}`;
  });
  const left = migrations.filter(({ startYear }) => startYear === undefined);
  return [
    ...years,
    ...left.map((one) =>
      one.isBeyondBudget
        ? `not within the plan: ${nameOf(one)}, because a year of it alone costs more than the yearly budget`
        : `not within the plan: ${nameOf(one)}; exposed for ${one.exposure} weighted months if it starts right after`,
    ),
    `exposure by this plan: ${exposure} weighted months, of which ${unavoidable(migrations)} nothing could avoid`,
  ];
}

function nameOf({ system, channel }: PlannedMigration): string {
  return `${system} / ${channel}`;
}

function unavoidable(migrations: readonly PlannedMigration[]): number {
  return migrations.reduce((sum, { exposureAtOnce }) => sum + exposureAtOnce, 0);
}
