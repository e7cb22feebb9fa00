import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { proveCycleShift } from '../../oracle/bounds/cycle-shift.ts';
import { proveDiagonalShift } from '../../oracle/bounds/diagonal-shift.ts';
import { solveModel } from '../../oracle/portfolio/solve-model.ts';
import type { Instance } from '../solve/instance.ts';
import { readInstance } from '../solve/read-instance.ts';
import { type BenchOptions, type BenchResult, measured } from './result.ts';
import { schedulingResults } from './solver-scheduling.ts';

const data = join(import.meta.dirname, '../../../shared/data');

/** `least` is the bar, `best` the best value known; both to be maximised. */
interface Bar {
  readonly file: string;
  readonly least: number;
  readonly best: number;
  readonly seconds: number;
  /** Gap of the reference bound to the best value known, in percent; our own may be a tenth larger. */
  readonly gapPercent?: number;
  /** Gap that multipliers on triangles or odd walks should reach, in percent. */
  readonly cycleGapPercent?: number;
  readonly isQuick?: boolean;
}

const bars: readonly Bar[] = [
  { file: 'maxcut/G1.txt', least: 11624, best: 11624, seconds: 60, gapPercent: 3.95, isQuick: true },
  { file: 'maxcut/G6.txt', least: 2178, best: 2178, seconds: 60, gapPercent: 22 },
  { file: 'maxcut/G11.txt', least: 564, best: 564, seconds: 60, gapPercent: 11.5, cycleGapPercent: 3, isQuick: true },
  { file: 'maxcut/G14.txt', least: 3061, best: 3064, seconds: 60, gapPercent: 4.2 },
  { file: 'maxcut/G22.txt', least: 13340, best: 13359, seconds: 60, gapPercent: 5.8 },
  { file: 'maxcut/G43.txt', least: 6660, best: 6660, seconds: 60, gapPercent: 5.6, isQuick: true },
  { file: 'maxcut/G55.txt', least: 10250, best: 10299, seconds: 60, gapPercent: 7.2 },
  { file: 'maxcut/G70.txt', least: 9500, best: 9591, seconds: 60, gapPercent: 2.8 },
  { file: 'qubo/bqp50_1.qubo', least: 2098, best: 2098, seconds: 2, isQuick: true },
  {
    file: 'qubo/bqp100_1.qubo',
    least: 7970,
    best: 7970,
    seconds: 2,
    gapPercent: 9.4,
    cycleGapPercent: 2,
    isQuick: true,
  },
  { file: 'qubo/bqp250_1.qubo', least: 45607, best: 45607, seconds: 2, gapPercent: 6.9, isQuick: true },
  { file: 'qubo/bqp500_1.qubo', least: 116586, best: 116586, seconds: 10, gapPercent: 10.1 },
  { file: 'qubo/bqp1000_1.qubo', least: 371438, best: 371438, seconds: 60, gapPercent: 8.7 },
];

/** Values reached within each file's time, and the proven bounds beside it; one seed, two threads. */
export async function run({ quick, tell }: BenchOptions): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const bar of bars) {
    if (quick && bar.isQuick !== true) continue;
    const path = join(data, bar.file);
    if (!existsSync(path)) {
      tell(`${bar.file} skipped: it is not beside this project`);
      continue;
    }
    const instance = readInstance(path, readFileSync(path, 'utf8'));
    const name = bar.file.replace(/^.*\//, '').replace(/\..*$/, '');
    results.push(await value(name, bar, instance, tell));
    if (bar.gapPercent !== undefined) {
      results.push(...bound(name, bar, { most: Number((1.1 * bar.gapPercent).toFixed(2)) }, instance, tell));
    }
    if (bar.cycleGapPercent !== undefined) {
      const proof = { most: bar.cycleGapPercent, cycleRounds: 200 };
      results.push(...bound(`${name}.cycles`, bar, proof, instance, tell));
    }
  }
  return [...results, ...(await schedulingResults(tell))];
}

async function value(
  name: string,
  { least, best, seconds }: Bar,
  { model }: Instance,
  tell: BenchOptions['tell'],
): Promise<BenchResult> {
  const solved = await solveModel(model, { seed: 1, threads: 2, seconds, target: BigInt(-best) });
  const reached = -Number(solved.energy);
  const time = solved.secondsToBest.toFixed(2);
  tell(`${name}: ${reached} of ${best} after ${time} s of ${seconds} s, ${solved.epochs} epochs`);
  return measured(`solver.${name}.value`, reached, 'value', { atLeast: least }, 1);
}

function bound(
  name: string,
  { best }: Bar,
  { most, cycleRounds }: { most: number; cycleRounds?: number },
  { model }: Instance,
  tell: BenchOptions['tell'],
): BenchResult[] {
  const started = performance.now();
  const found = cycleRounds === undefined ? proveDiagonalShift(model) : proveCycleShift(model, { rounds: cycleRounds });
  if (found === undefined) throw new Error(`${name}: no proof`);
  const { bound: proven, certificate } = found;
  const provenAt = performance.now();
  if (checkConstrainedCertificate(model, certificate) !== proven) throw new Error(`${name}: the bound fails its check`);
  const proving = (provenAt - started) / 1000;
  const checking = (performance.now() - provenAt) / 1000;
  const gap = (100 * (-Number(proven) - best)) / best;
  tell(
    `${name}: at most ${-proven}, gap ${gap.toFixed(2)} %, proven in ${proving.toFixed(2)} s, checked in ${checking.toFixed(2)} s`,
  );
  return [
    measured(`solver.${name}.gap`, gap, '%', { atMost: most }, 1),
    ...(model.binaries > 2000 || cycleRounds !== undefined
      ? []
      : [
          measured(`solver.${name}.prove`, proving, 's', { atMost: 5 }, 1),
          measured(`solver.${name}.check`, checking, 's', { atMost: 10 }, 1),
        ]),
  ];
}
