import { checkCertificate } from '../../node/protocol/certificate.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import {
  type CompiledProblem,
  compileProblem,
  type Problem,
  problemCid,
} from '../../node/protocol/problems/problem.ts';
import type { Report } from '../../node/protocol/report.ts';
import { encodeSample } from '../../node/protocol/sample.ts';
import type { SnapshotContent } from '../../node/protocol/snapshot.ts';
import { relax } from '../bounds/convex-relaxation.ts';
import { roundRelaxed, tangentCertificate } from '../bounds/convex-tangent.ts';
import { flattenModel } from '../samplers/flat-model.ts';
import { type PortfolioAnswer, runPortfolio } from './portfolio.ts';

export interface SolveInput {
  readonly problem: Problem;
  readonly snapshot: SnapshotContent;
  /** Aborting rejects with SOLVING_ABORTED. */
  readonly signal?: AbortSignal;
  /** Part of the work done, 0 to 1. */
  readonly onProgress?: (part: number) => void;
  /** CPU seconds this process has used; for the cost, never for the answer. */
  readonly cpuSeconds?: () => number;
}

export interface SolveAnswer {
  readonly report: Report;
  readonly compiled: CompiledProblem;
  /** What each component cost; kept beside the report, whose bytes depend on its inputs alone. */
  readonly cost: readonly ComponentCost[];
}

export interface ComponentCost {
  readonly component: string;
  readonly cpuSeconds: number;
}

const solverName = 'qdt-portfolio/1';
/** Relaxed to a billionth of the energy; a bound proven earlier would be as true, only looser. */
const relativeGap = 1e-9;
const mostSweeps = 1000;

/** Solves a problem on a snapshot; the same problem and snapshot give the same report, byte for byte. */
export async function solve(input: SolveInput): Promise<SolveAnswer> {
  const { problem, snapshot, signal, onProgress } = input;
  const { cost, measure } = costMeter(input.cpuSeconds ?? processCpuSeconds);
  requireRunning(signal);
  const compiled = await measure('compile', async () => compileProblem(snapshot, problem));
  const { model, start } = compiled;
  const bounded = await measure('relaxation', async () => boundAndRound(compiled));
  requireRunning(signal);
  const answer = await runPortfolio({ model, start, relaxed: bounded, ...problem.solver, signal, onProgress, measure });
  return { report: toReport(input, compiled, bounded, answer), compiled, cost };
}

function boundAndRound({ model, start, baselines }: CompiledProblem) {
  const flat = flattenModel(model);
  const startVariables = start.map((choice, group) => (flat.groupStarts[group] ?? 0) + choice);
  const targetGap = (relativeGap * Number(baselines.shortestPaths)) / Number(model.energyScale.divisor);
  const relaxed = relax(flat, startVariables, { targetGap, mostSweeps });
  const certificate = tangentCertificate(relaxed);
  return {
    choices: roundRelaxed(flat, relaxed),
    workUnits: relaxed.sweeps * flat.groupCount,
    certificate,
    bound: checkCertificate(model, certificate),
  };
}

function toReport(
  { problem, snapshot }: SolveInput,
  { model, modelRoot, baselines }: CompiledProblem,
  { certificate, bound }: ReturnType<typeof boundAndRound>,
  { choices, energy, attribution, workDone }: PortfolioAnswer,
): Report {
  return {
    format: 'qdt-report/1',
    problem: problemCid(problem),
    snapshot: snapshot.cid,
    modelRoot,
    sample: encodeSample(choices, model),
    energy,
    bound,
    certificate,
    baselines,
    solver: { name: solverName, ...problem.solver, workDone },
    attribution,
    quantum: { used: false, label: 'classical: no quantum computer and no simulation of one took part' },
  };
}

function costMeter(cpuSeconds: () => number) {
  const cost: ComponentCost[] = [];
  const measure = async <T>(component: string, work: () => Promise<T>): Promise<T> => {
    const before = cpuSeconds();
    const value = await work();
    cost.push({ component, cpuSeconds: Math.max(0, cpuSeconds() - before) });
    return value;
  };
  return { cost, measure };
}

function processCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function requireRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new NodeError('SOLVING_ABORTED');
}
