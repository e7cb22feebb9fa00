import type { ConstrainedCertificate } from '../../../node/protocol/certificates/check.ts';
import { scoreConstrained } from '../../../node/protocol/constrained-energy.ts';
import { type CompiledMigration, compileMigration } from '../../../node/protocol/problems/migration/compile.ts';
import type { MigrationInventory } from '../../../node/protocol/problems/migration/migration-inventory.ts';
import type { MigrationProblem } from '../../../node/protocol/problems/migration/parameters.ts';
import type { MigrationPlan } from '../../../node/protocol/problems/migration/plan.ts';
import { decodeSample, encodeSample } from '../../../node/protocol/sample.ts';
import { solveModel } from '../../portfolio/solve-model.ts';
import type { SolvedModel } from '../../portfolio/solved-model.ts';

export interface SolveMigration {
  readonly inventory: MigrationInventory;
  readonly problem: MigrationProblem;
  /** Wall time for search and proof; without it the problem's work units are the limit, and the same seed gives the same plan. */
  readonly seconds?: number | undefined;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface SolvedMigration {
  readonly compiled: CompiledMigration;
  readonly plan: MigrationPlan;
  readonly sample: Uint8Array;
  readonly energy: bigint;
  readonly bound: bigint;
  readonly certificate: ConstrainedCertificate;
  readonly optimality: SolvedModel['optimality'];
  /** Everything the search tells of itself. */
  readonly search: SolvedModel;
}

/** The plan with the least exposure that the portfolio finds, never worse than the one by hand, with a bound that anybody can check. */
export async function solveMigration({
  inventory,
  problem,
  seconds,
  threads = 2,
  signal,
}: SolveMigration): Promise<SolvedMigration> {
  const compiled = compileMigration(inventory, problem);
  const { seed, workUnits } = problem.solver;
  const limit = seconds === undefined ? { workUnits } : { seconds };
  const search = await solveModel(compiled.model, {
    seed,
    threads,
    ...limit,
    ...(signal === undefined ? {} : { signal }),
  });
  const isBetter = search.energy <= compiled.baselines.greedy;
  const sample = isBetter ? search.sample : encodeSample(compiled.start, compiled.model);
  const energy = scoreConstrained(compiled.model, sample);
  const { bound, certificate } = search;
  const optimality = energy === bound ? 'proven' : isBetter ? search.optimality : 'open';
  return {
    compiled,
    plan: compiled.decode(decodeSample(sample, compiled.model)),
    sample,
    energy,
    bound,
    certificate,
    optimality,
    search,
  };
}
