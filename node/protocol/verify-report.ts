import type { Hex } from 'viem';
import { checkConstrainedCertificate } from './certificates/check.ts';
import { digestOfCid } from './cid.ts';
import { scoreConstrained } from './constrained-energy.ts';
import { type ErrorDetails, NodeError } from './errors.ts';
import { type CompiledProblem, compileProblem, type Problem, problemCid } from './problems/problem.ts';
import { type Report, reportCid } from './report.ts';
import { decodeSample, sampleHash } from './sample.ts';
import type { SnapshotContent } from './snapshot.ts';

/** Stable names: an operator that refuses to sign names one of these. */
export const reportCheckNames = [
  'problem',
  'snapshot',
  'model-root',
  'sample',
  'energy',
  'bound',
  'baselines',
  'attribution',
  'outcome',
] as const;
export type ReportCheckName = (typeof reportCheckNames)[number];

/** `code` and `details` say why a check did not pass. 'outcome' is there only where an outcome was given. */
export interface CheckResult {
  readonly name: ReportCheckName;
  readonly passed: boolean;
  readonly code?: string;
  readonly details: ErrorDetails;
}

/** What the ledger records of a report. `report` = sha2-256 digest of its block. */
export interface ReportOutcome {
  readonly report: Hex;
  readonly modelRoot: Hex;
  readonly sampleHash: Hex;
  readonly energy: bigint;
  readonly bound: bigint;
}

export interface ReportCheckInput {
  readonly problem: Problem;
  readonly snapshotContent: SnapshotContent;
  readonly report: Report;
  readonly outcome?: ReportOutcome;
  /** Already compiled from this very problem and snapshot by the caller; else compiled here. */
  readonly compiled?: CompiledProblem;
}

/** What the committee records for a report. */
export function outcomeOf(report: Report): ReportOutcome {
  return {
    report: digestOfCid(reportCid(report)),
    modelRoot: report.modelRoot,
    sampleHash: sampleHash(report.sample),
    energy: report.energy,
    bound: report.bound,
  };
}

/** Checks a report again, entirely: compiles the problem, scores the sample, proves the bound. Never throws a NodeError. */
export function checkReport(input: ReportCheckInput): CheckResult[] {
  const { problem, snapshotContent, report, outcome } = input;
  const compiled = attempt(() => input.compiled ?? compileProblem(snapshotContent, problem));
  const onModel = (name: ReportCheckName, check: (compiled: CompiledProblem) => void) =>
    result(name, () => check(compiled()));
  return [
    result('problem', () => requireEqual('problem', problemCid(problem), report.problem)),
    result('snapshot', () => requireEqual('snapshot', snapshotContent.cid, report.snapshot)),
    onModel('model-root', ({ modelRoot }) => requireEqual('modelRoot', modelRoot, report.modelRoot)),
    onModel('sample', ({ model }) => decodeSample(report.sample, model)),
    onModel('energy', ({ model }) => requireEqual('energy', scoreConstrained(model, report.sample), report.energy)),
    onModel('bound', ({ model }) => {
      requireEqual('bound', checkConstrainedCertificate(model, report.certificate), report.bound);
      if (report.bound > report.energy) throw mismatch('bound', report.energy, report.bound);
    }),
    onModel('baselines', ({ baselines }) => {
      requireEqual('today', baselines.today, report.baselines.today);
      requireEqual('shortestPaths', baselines.shortestPaths, report.baselines.shortestPaths);
    }),
    result('attribution', () => checkAttribution(problem, report)),
    ...(outcome === undefined ? [] : [result('outcome', () => checkOutcome(report, outcome))]),
  ];
}

/** The name of the first check that did not pass. */
export function failedCheck(checks: readonly CheckResult[]): CheckResult | undefined {
  return checks.find(({ passed }) => !passed);
}

/** No component's gain is negative and they add up to the whole gain over the shortest paths; the solver used the problem's seed and work. */
function checkAttribution({ solver }: Problem, report: Report): void {
  const negative = report.attribution.find(({ improvement }) => improvement < 0n);
  if (negative !== undefined) throw mismatch('improvement', 0n, negative.improvement);
  const sum = report.attribution.reduce((total, { improvement }) => total + improvement, 0n);
  requireEqual('improvement', report.baselines.shortestPaths - report.energy, sum);
  requireEqual('seed', solver.seed, report.solver.seed);
  requireEqual('workUnits', solver.workUnits, report.solver.workUnits);
  if (report.solver.workDone > solver.workUnits) throw mismatch('workDone', solver.workUnits, report.solver.workDone);
}

function checkOutcome(report: Report, outcome: ReportOutcome): void {
  const expected = outcomeOf(report);
  requireEqual('report', expected.report, outcome.report);
  requireEqual('modelRoot', expected.modelRoot, outcome.modelRoot);
  requireEqual('sampleHash', expected.sampleHash, outcome.sampleHash);
  requireEqual('energy', expected.energy, outcome.energy);
  requireEqual('bound', expected.bound, outcome.bound);
}

function requireEqual<T extends string | number | bigint>(field: string, expected: T, found: T): void {
  if (expected !== found) throw mismatch(field, expected, found);
}

function mismatch(field: string, expected: string | number | bigint, found: string | number | bigint): NodeError {
  return new NodeError('REPORT_MISMATCH', { field, expected, found });
}

function result(name: ReportCheckName, check: () => void): CheckResult {
  try {
    check();
    return { name, passed: true, details: {} };
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    return { name, passed: false, code: error.code, details: error.details };
  }
}

/** Runs once; says the same each time it is asked, error included. */
function attempt<T>(make: () => T): () => T {
  let outcome: { value: T } | { error: unknown };
  try {
    outcome = { value: make() };
  } catch (error) {
    outcome = { error };
  }
  return () => {
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}
