import { NodeError } from '../errors.ts';
import { type CompiledProblem, compileProblem } from '../problems/problem.ts';
import { gapOf, type Report } from '../report.ts';
import { type CheckResult, checkReport, type ReportCheckName } from '../verify-report.ts';
import {
  type Check,
  type CheckDetail,
  type CheckName,
  type CheckValues,
  checkOf,
  type Found,
  failed,
  find,
  notChecked,
  reasonOf,
  step,
} from './check.ts';
import type { Content } from './content.ts';

/** The three checks of the answer itself: that it answers this question, is as good as it says, and how good any could be. */
export interface AnswerChecks {
  readonly model: Check;
  readonly energy: Check;
  readonly bound: Check;
  readonly compiled: Found<CompiledProblem>;
}

const stepsOf = {
  model: ['problem', 'snapshot', 'model-root'],
  energy: ['sample', 'energy', 'baselines', 'attribution'],
  bound: ['bound'],
} as const satisfies Partial<Record<CheckName, readonly ReportCheckName[]>>;

/** Checks 2, 4 and 5: the same code that operators run before they sign (verify-report.ts). */
export function checkAnswer({ report, problem, snapshot }: Content): AnswerChecks {
  if (!report.ok || !problem.ok || !snapshot.ok) return unchecked('CONTENT_FAILED');
  const compiled = find(() => compileProblem(snapshot.value, problem.value));
  if (!compiled.ok) {
    return { ...unchecked('MODEL_FAILED'), model: failed('model', reasonOf(compiled.error)), compiled };
  }
  const input = {
    problem: problem.value,
    snapshotContent: snapshot.value,
    report: report.value,
    compiled: compiled.value,
  };
  const results = find(() => checkReport(input));
  const check = (name: keyof typeof stepsOf, values: CheckValues) =>
    results.ok ? checkOf(name, detailsOf(name, results.value), values) : failed(name, reasonOf(results.error));
  const values = valuesOf(report.value, compiled.value);
  return {
    model: check('model', modelValues(compiled.value)),
    energy: check('energy', values),
    bound: check('bound', values),
    compiled,
  };
}

function unchecked(reason: string): AnswerChecks {
  return {
    model: notChecked('model', reason),
    energy: notChecked('energy', reason),
    bound: notChecked('bound', reason),
    compiled: { ok: false, error: new NodeError(reason) },
  };
}

function detailsOf(name: keyof typeof stepsOf, results: readonly CheckResult[]): CheckDetail[] {
  const names: readonly ReportCheckName[] = stepsOf[name];
  return results.filter((result) => names.includes(result.name)).map(detailOf);
}

function detailOf({ name, passed, code, details }: CheckResult): CheckDetail {
  const entries = Object.entries(details).filter(([, value]) => value !== undefined);
  return step(
    name,
    passed,
    code ?? 'REPORT_MISMATCH',
    Object.fromEntries(entries.map(([key, value]) => [key, String(value)])),
  );
}

function modelValues({ model, modelRoot }: CompiledProblem): CheckValues {
  return { modelRoot, groups: model.groups.length, terms: model.terms.length };
}

/** Energies as decimals of the model's scale; energy / divisor is in `unit`. */
function valuesOf(report: Report, { model }: CompiledProblem): CheckValues {
  const { energy, bound, baselines } = report;
  return {
    energy: String(energy),
    bound: String(bound),
    today: String(baselines.today),
    shortestPaths: String(baselines.shortestPaths),
    gap: gapOf(report),
    unit: model.energyScale.unit,
    divisor: String(model.energyScale.divisor),
  };
}
