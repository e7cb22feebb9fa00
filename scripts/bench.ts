import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchOptions, BenchResult } from './bench/result.ts';

type Bench = (options: BenchOptions) => Promise<BenchResult[]>;

/** Every bench by its name; each file exports run(options). */
const benches: Record<string, { about: string; load: () => Promise<{ run: Bench }> }> = {
  chain: { about: 'replay, durable writes, kill -9 under load', load: () => import('./bench/chain.ts') },
  court: { about: 'gas of scoring by term; a large model judged end to end', load: () => import('./bench/court.ts') },
  dataspace: {
    about: 'datasets: encryption, publish and download, ranges, envelopes, catalog pages',
    load: () => import('./bench/dataspace.ts'),
  },
  decision: {
    about: 'one decision from request to recorded, its audit, gaps to the proven bound',
    load: () => import('./bench/decision.ts'),
  },
  governance: { about: 'gas of ballots, alone and in batches; verdicts', load: () => import('./bench/governance.ts') },
  pq: {
    about: 'gas and code of the post-quantum verifiers; sign and verify times',
    load: () => import('./bench/pq.ts'),
  },
  policy: {
    about: 'gas of a verdict by number of rules; verdicts a second off chain',
    load: () => import('./bench/policy.ts'),
  },
  solver: { about: 'max-cut and QUBO to best known values; proven bounds', load: () => import('./bench/solver.ts') },
};

const usage = `npm run bench -- NAME [--json] [--quick]
${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join('\n')}
  --json     one JSON object on standard output
  --quick    fewer and smaller runs`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const name = positionals[0];
const bench = name === undefined ? undefined : benches[name];
if (values.help || name === undefined || bench === undefined) {
  console.error(usage);
  process.exit(values.help ? 0 : 2);
}

const { run } = await bench.load();
const results = await run({ quick: values.quick, tell: (sentence) => console.error(sentence) });
if (values.json) console.log(JSON.stringify({ name, machine: machine(), results }));
else for (const result of results) console.log(line(result));
process.exit(0);

function machine(): { cores: number; model: string; memoryGibibytes: number; node: string } {
  const processors = cpus();
  return {
    cores: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

function line({ id, value, unit, bar, ok, n }: BenchResult): string {
  return `${ok ? 'reached' : 'MISSED '}  ${id}: ${value.toPrecision(4)} ${unit} (bar ${bar}, n = ${n})`;
}
