import { migrationInventory } from '../node/protocol/problems/migration/migration-inventory.ts';
import { defaultMigrationSolver, readMigrationProblem } from '../node/protocol/problems/migration/parameters.ts';
import { assess } from '../node/protocol/quantum-risk/assess.ts';
import { largestCost } from '../node/protocol/quantum-risk/data-classes.ts';
import { solveMigration } from '../oracle/problems/migration/solve-migration.ts';
import { printOut } from './command/print-out.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { assessmentLines } from './hndl/assessment-lines.ts';
import { planJson, planLines, writePlan } from './hndl/plan-output.ts';
import { readClassesFile, readInventories } from './hndl/read-inventories.ts';

const usage = `npm run qdt -- hndl FILE... --classes FILE --z YEARS [options]
  Harvest now, decrypt later: which channels of your systems are recorded today and read tomorrow. FILEs are CycloneDX 1.6 or 1.7
  inventories. By Mosca's theorem a channel is at risk where X + Y > Z: X how long its data must stay secret and Y how long its
  migration takes, both from --classes; Z is for you to say, none is assumed.
  --classes FILE  {"format": "qdt-data-classes/1",
                   "classes": [{"name", "shelfLifeYears", "importance": 1 to 100, "enteredBy"}],
                   "channels": [{"system": bom-ref, "channel": bom-ref of a protocol or "direct",
                                 "carries": [class names], "migrationYears", "cost"}]}
  --z YEARS       years until a quantum computer breaks today's keys
  --budget N      money a year, in the unit of the costs: adds the migration plan with the least exposure, with a proven bound
  --years N       years of the plan, 1 to 50 (default 10)
  --time S        seconds for the plan's search and proof (default 10)
  --seed N        0 to 4294967295 (default ${defaultMigrationSolver.seed})
  --out DIR       write the plan there, with its model.qdtm (npm run solve takes it)
  --json          everything as JSON`;

await runCommand({
  usage,
  options: {
    classes: { type: 'string' },
    z: { type: 'string' },
    budget: { type: 'string' },
    years: { type: 'string', default: '10' },
    time: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(defaultMigrationSolver.seed) },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ classes, z, budget, years, time, seed, out, json }, files) => {
    requireArgument('FILE', files[0]);
    if (z === undefined) throw argumentInvalid('is given: years until a quantum computer; none is assumed', 'z');
    // a month not yet over does not count: the careful side
    const quantumMonths = Math.floor(12 * number('z', z, 0, 1000) + 1e-9);
    if (out !== undefined && budget === undefined) throw argumentInvalid('comes with --budget', 'out');
    const limits = { years: whole('years', years, 1, 50), seed: whole('seed', seed, 0, 0xffffffff) };
    const seconds = number('time', time, 0.001, 1_000_000);
    const yearlyBudget = budget === undefined ? undefined : whole('budget', budget, 0, largestCost);
    const dataClasses = await readClassesFile(requireArgument('classes', classes));
    const assessment = assess(await readInventories(files), dataClasses, quantumMonths);
    const planned =
      yearlyBudget === undefined
        ? undefined
        : await plan(assessment, { quantumMonths, yearlyBudget, years: limits.years }, { seed: limits.seed, seconds });
    if (planned !== undefined && out !== undefined) writePlan(out, planned);
    const told = { ...assessment, ...(planned === undefined ? {} : { migration: planJson(planned) }) };
    const lines = [...assessmentLines(assessment), ...(planned === undefined ? [] : planLines(planned))];
    await printOut(`${json ? JSON.stringify(told) : lines.join('\n')}\n`);
  },
});

async function plan(
  assessment: Parameters<typeof migrationInventory>[0],
  parameters: { quantumMonths: number; yearlyBudget: number; years: number },
  { seed, seconds }: { seed: number; seconds: number },
) {
  const inventory = migrationInventory(assessment);
  const solver = { ...defaultMigrationSolver, seed };
  const problem = readMigrationProblem({ format: 'qdt-problem/1', kind: 'migration', parameters, solver });
  return { inventory, problem, solved: await solveMigration({ inventory, problem, seconds }) };
}

function number(name: string, text: string, least: number, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw argumentInvalid(`is a number from ${least} to ${most}`, name);
  return value;
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = number(name, text, least, most);
  if (!Number.isInteger(value)) throw argumentInvalid('is a whole number', name);
  return value;
}
