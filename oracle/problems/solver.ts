import { type ConstrainedCertificate, checkConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import {
  energyOfBits,
  packBits,
  scoreConstrained,
  unpackBits,
  violationOf,
} from '../../node/protocol/constrained-energy.ts';
import { variablesOf } from '../../node/protocol/constrained-model.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import {
  type CompiledProblem,
  compileProblem,
  type Problem,
  problemCid,
} from '../../node/protocol/problems/problem.ts';
import type { Attribution, Report } from '../../node/protocol/report.ts';
import { encodeSample } from '../../node/protocol/sample.ts';
import type { SnapshotContent } from '../../node/protocol/snapshot.ts';
import type { ProvenBound } from '../bounds/diagonal-shift.ts';
import { proveBounds } from '../bounds/prove-bound.ts';
import { type PlannedAnswer, searchByPlan } from './search-plan.ts';

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

const solverName = 'qdt-portfolio/2';

/** Solves a problem on a snapshot; the same problem and snapshot give the same report, byte for byte. */
export async function solve(input: SolveInput): Promise<SolveAnswer> {
  const { problem, snapshot, signal, onProgress } = input;
  const { cost, measure } = costMeter(input.cpuSeconds ?? processCpuSeconds);
  requireRunning(signal);
  const compiled = await measure('compile', async () => compileProblem(snapshot, problem));
  const proof = await measure('relaxation', () => prove(compiled));
  requireRunning(signal);
  const start = startOf(compiled, proof);
  const found = await searchByPlan({
    model: compiled.model,
    initial: start.bits,
    ...problem.solver,
    signal,
    onProgress,
    onCost: (component, cpuSeconds) => cost.push({ component, cpuSeconds }),
  });
  requireRunning(signal);
  return { report: toReport(input, compiled, proof, start, found), compiled, cost };
}

interface Proof extends ProvenBound<ConstrainedCertificate> {
  /** A sample met while proving, and the steps until then. */
  readonly bits?: Uint8Array | undefined;
  readonly workUnits: number;
}

/** The best bound of all the ways of proving that suit the model and end soon. */
async function prove({ model, start }: CompiledProblem): Promise<Proof> {
  let best: Proof | undefined;
  for await (const { bound, certificate, bits, workUnits = 0 } of proveBounds(model, { choices: start })) {
    if (best === undefined || bound > best.bound) best = { bound, certificate, bits, workUnits };
  }
  if (best === undefined) throw new NodeError('MODEL_NOT_LINEAR', { rule: 'some way of proving suits the model' });
  return best;
}

interface Start {
  readonly bits: Uint8Array;
  readonly attribution: Attribution;
}

/** What looks best alone, or what was met while proving where that is better. */
function startOf({ model, start, baselines }: CompiledProblem, { bits: relaxed, workUnits }: Proof): Start {
  const alone = unpackBits(encodeSample(start, model), variablesOf(model));
  const gain =
    relaxed === undefined || violationOf(model, relaxed) !== undefined
      ? 0n
      : baselines.shortestPaths - energyOfBits(model, relaxed);
  const improvement = gain > 0n ? gain : 0n;
  const bits = gain > 0n && relaxed !== undefined ? relaxed : alone;
  return { bits, attribution: { component: 'relaxation', improvement, seed: 0, workUnits } };
}

function toReport(
  { problem, snapshot }: SolveInput,
  { model, modelRoot, baselines }: CompiledProblem,
  { certificate, bound }: Proof,
  start: Start,
  found: PlannedAnswer,
): Report {
  const sample = packBits(found.bits);
  const energy = scoreConstrained(model, sample);
  const checked = checkConstrainedCertificate(model, certificate);
  if (energy !== found.energy || checked !== bound || energy < bound)
    throw new NodeError('SOLVER_WRONG', { energy, bound, checked });
  return {
    format: 'qdt-report/1',
    problem: problemCid(problem),
    snapshot: snapshot.cid,
    modelRoot,
    sample,
    energy,
    bound,
    certificate,
    baselines,
    solver: { name: solverName, ...problem.solver, workDone: found.workDone },
    attribution: [{ ...start.attribution, seed: problem.solver.seed }, ...found.attribution],
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
