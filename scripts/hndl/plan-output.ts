import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from 'viem';
import { encodeModelFile } from '../../node/protocol/model-file.ts';
import { inventoryCid, type MigrationInventory } from '../../node/protocol/problems/migration/migration-inventory.ts';
import type { MigrationProblem } from '../../node/protocol/problems/migration/parameters.ts';
import { planSentences } from '../../node/protocol/problems/migration/plan-sentences.ts';
import type { SolvedMigration } from '../../oracle/problems/migration/solve-migration.ts';

interface Planned {
  readonly inventory: MigrationInventory;
  readonly problem: MigrationProblem;
  readonly solved: SolvedMigration;
}

/** All of a plan as plain JSON; big integers as decimal text. */
export function planJson({ inventory, problem, solved }: Planned) {
  const { compiled, plan, sample, energy, bound, certificate, optimality, search } = solved;
  return {
    problem,
    inventory: inventoryCid(inventory),
    modelRoot: compiled.modelRoot,
    plan,
    inWords: planSentences(plan),
    sample: bytesToHex(sample),
    energy: energy.toString(),
    bound: bound.toString(),
    optimality,
    certificate,
    baselines: { nothing: compiled.baselines.nothing.toString(), greedy: compiled.baselines.greedy.toString() },
    attribution: search.attribution,
    quantum: { used: false, label: 'classical: no quantum computer and no simulation of one took part' },
  };
}

export function planLines({ solved }: Planned): string[] {
  const { plan, energy, bound, optimality, compiled, certificate } = solved;
  const { nothing, greedy } = compiled.baselines;
  const proof = {
    proven: 'proven: no plan within this budget has less',
    claimed: `claimed by HiGHS, not proven; proven is at least ${bound}`,
    open: `proven is at least ${bound}`,
  }[optimality];
  return [
    'Migration plan:',
    ...planSentences(plan).map((line) => `  ${line}`),
    `  by hand, best saving per cost first: ${greedy}; if nothing is migrated within the plan: ${nothing}`,
    `  ${energy} weighted months: ${proof} (certificate ${certificate.kind}, checked again)`,
    `  model root ${compiled.modelRoot}`,
  ];
}

/** Writes inventory, problem, model (which `npm run solve` takes too) and plan into a folder. */
export function writePlan(folder: string, planned: Planned): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.qdtm'), encodeModelFile(planned.solved.compiled.model));
  const json = { inventory: planned.inventory, problem: planned.problem, plan: planJson(planned) };
  for (const [name, value] of Object.entries(json))
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, undefined, 2)}\n`);
}
