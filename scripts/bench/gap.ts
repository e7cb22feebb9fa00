import { routesProblem } from '../../node/protocol/problems/routes/parameters.ts';
import { gapOf } from '../../node/protocol/report.ts';
import { checkReport, failedCheck } from '../../node/protocol/verify-report.ts';
import { takeSnapshot } from '../../node/twin/demonstration.ts';
import { solve } from '../../oracle/problems/solver.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';

const sharesPercent = [5, 10, 20, 40];
const takenAt = 1_790_000_000;

interface Run {
  readonly gapPercent: number;
  readonly solveSeconds: number;
  readonly checkSeconds: number;
}

/** Gap to the proven bound for each share and seed, with the default work; what solving and checking again take. */
export async function run({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  const seeds = quick ? [1, 2] : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const results: BenchResult[] = [];
  const all: Run[] = [];
  for (const share of sharesPercent) {
    const runs: Run[] = [];
    for (const seed of seeds) runs.push(await runOnce(share, seed));
    all.push(...runs);
    const gap = median(runs.map(({ gapPercent }) => gapPercent));
    tell(`${share} % guided: median gap ${gap.toFixed(4)} % over ${seeds.length} seeds`);
    results.push(measured(`decision.gap.share${share}`, gap, '%', { atMost: 1 }, runs.length));
  }
  const seconds = (of: (run: Run) => number) => median(all.map(of));
  return [
    ...results,
    measured(
      'decision.solve',
      seconds((run) => run.solveSeconds),
      's',
      { atMost: 8 },
      all.length,
    ),
    measured(
      'decision.check',
      seconds((run) => run.checkSeconds),
      's',
      { atMost: 0.4 },
      all.length,
    ),
  ];
}

async function runOnce(sharePercent: number, seed: number): Promise<Run> {
  const snapshot = takeSnapshot(() => takenAt).content;
  const problem = routesProblem({ parameters: { sharePermille: 10 * sharePercent }, solver: { seed } });
  const started = performance.now();
  const { report } = await solve({ problem, snapshot });
  const solvedAt = performance.now();
  const failed = failedCheck(checkReport({ problem, snapshotContent: snapshot, report }));
  const checkedAt = performance.now();
  if (failed !== undefined)
    throw new Error(`the report of share ${sharePercent} %, seed ${seed} fails '${failed.name}'`);
  return {
    gapPercent: 100 * gapOf(report),
    solveSeconds: (solvedAt - started) / 1000,
    checkSeconds: (checkedAt - solvedAt) / 1000,
  };
}
