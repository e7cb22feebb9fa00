import type {
  MigrationChannel,
  MigrationInventory,
} from '../../../../../node/protocol/problems/migration/migration-inventory.ts';
import type {
  MigrationParameters,
  MigrationProblem,
} from '../../../../../node/protocol/problems/migration/parameters.ts';
import { exposureFrom, spentByYear } from '../../../../../node/protocol/problems/migration/schedule.ts';
import { below, randomSource } from '../../../../../oracle/samplers/random-source.ts';

export function migrationProblem(parameters: MigrationParameters): MigrationProblem {
  return { format: 'qdt-problem/1', kind: 'migration', parameters, solver: { seed: 7, workUnits: 50_000 } };
}

export function randomInventory(seed: number, size: number): MigrationInventory {
  const random = randomSource(seed);
  const channels = Array.from({ length: size }, (_, index): MigrationChannel => {
    const shelfLifeMonths = 12 * below(random, 40);
    return {
      system: `system ${String(index).padStart(3, '0')}`,
      channel: 'tls',
      classes: [{ name: 'data', shelfLifeMonths, importance: 1 + below(random, 10) }],
      isReadable: true,
      isForgeable: below(random, 2) === 0,
      migrationMonths: 3 + below(random, 30),
      cost: 10 + below(random, 90),
    };
  });
  return { format: 'qdt-migration-inventory/1', channels };
}

/** The least exposure of all plans within the budget, tried one by one. */
export function leastExposure({ channels }: MigrationInventory, parameters: MigrationParameters): number {
  const { years, yearlyBudget } = parameters;
  const starts = channels.map(() => 0);
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    if (spentByYear(channels, starts, years).every((spent) => spent <= yearlyBudget)) {
      const exposure = channels.reduce((sum, one, index) => sum + exposureFrom(one, starts[index] ?? 0, parameters), 0);
      least = Math.min(least, exposure);
    }
    const next = starts.findIndex((start) => start < years);
    if (next === -1) return least;
    starts[next] = (starts[next] ?? 0) + 1;
    starts.fill(0, 0, next);
  }
}
