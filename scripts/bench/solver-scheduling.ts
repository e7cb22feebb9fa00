import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { solveModel } from '../../oracle/portfolio/solve-model.ts';
import { readInstance } from '../solve/read-instance.ts';
import { type BenchOptions, type BenchResult, measured } from './result.ts';

const data = join(import.meta.dirname, '../../../shared/data/agv');
const mostSeconds = 10;

/**
 * AGV scheduling of T. Smierzchalski et al., Sci. Rep. 14:21809 (2024): optimum, and the energies they report for D-Wave's hybrid solver
 * of binary quadratic models and for simulated bifurcation, on the same scale; files without a figure are not in their table.
 */
interface Scheduling {
  readonly name: string;
  readonly optimum: number;
  readonly hybrid?: number;
  readonly bifurcation?: number;
  readonly isProven?: boolean;
}

const files: readonly Scheduling[] = [
  { name: 'tiny', optimum: 28, isProven: true },
  { name: 'smallest', optimum: 4, hybrid: 4.1, bifurcation: 4.5, isProven: true },
  { name: 'small', optimum: 8.2, hybrid: 24.7, bifurcation: 19.5 },
  { name: 'medium_small', optimum: 3.225, hybrid: 166, bifurcation: 87.5 },
  { name: 'medium', optimum: 4.25, hybrid: 728, bifurcation: 189 },
];

/** Value after ten seconds at most, time to it, and on the two smallest whether a certificate proves it. */
export async function schedulingResults(tell: BenchOptions['tell']): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const { name, optimum, hybrid, bifurcation, isProven } of files) {
    const path = join(data, `agv_${name}.lp`);
    if (!existsSync(path)) {
      tell(`agv ${name} skipped: it is not beside this project`);
      continue;
    }
    const { model } = readInstance(path, readFileSync(path));
    const solved = await solveModel(model, { seed: 1, threads: 2, seconds: mostSeconds });
    const value = Number(solved.energy) / Number(model.energyScale.divisor);
    const others = hybrid === undefined ? '' : `; published: hybrid ${hybrid}, simulated bifurcation ${bifurcation}`;
    const { optimality, certificate, seconds, secondsToBest } = solved;
    tell(
      `agv ${name}: ${value} after ${secondsToBest.toFixed(2)} s, ${optimality} by ${certificate.kind} after ${seconds.toFixed(2)} s${others}`,
    );
    results.push(measured(`solver.agv.${name}.value`, value, 'value', { atMost: optimum }, 1));
    results.push(measured(`solver.agv.${name}.seconds`, secondsToBest, 's', { atMost: mostSeconds }, 1));
    if (isProven === true) {
      results.push(measured(`solver.agv.${name}.proven`, optimality === 'proven' ? 1 : 0, 'proven', { atLeast: 1 }, 1));
    }
  }
  return results;
}
