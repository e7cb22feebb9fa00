import { scoreConstrained } from '../constrained-energy.ts';
import type { CompiledProblem } from '../problems/problem.ts';
import type { Receipt } from '../receipt.ts';
import { decodeBase64 } from '../receipt-fields.ts';
import { sampleHash } from '../sample.ts';
import { brokenStep, type Check, type CheckDetail, checkOf, type Found, find, requireFound, step } from './check.ts';
import { type Course, courseOf } from './course.ts';
import type { LedgerEvents } from './ledger-events.ts';

/** The energy check, where somebody found a better sample than the report's: that one is scored again as well. */
export function withBetterSample(
  energy: Check,
  receipt: Receipt,
  events: LedgerEvents,
  compiled: Found<CompiledProblem>,
): Check {
  const course = find(() => courseOf(events));
  const details = stepsFor(receipt, course, compiled);
  return details.length === 0 ? energy : checkOf(energy.name, [...energy.details, ...details], energy.values);
}

function stepsFor(
  { betterSample }: Receipt,
  course: Found<Course>,
  compiled: Found<CompiledProblem>,
): readonly CheckDetail[] {
  const name = 'better-sample';
  const isBeaten = course.ok && course.value.beatenBy.length > 0;
  if (betterSample === undefined) {
    return isBeaten ? [{ name, state: 'not-checked', values: {}, reason: 'SAMPLE_NOT_GIVEN' }] : [];
  }
  if (!isBeaten) return [step(name, false, 'SAMPLE_UNREFERENCED')];
  if (!compiled.ok) return [{ name, state: 'not-checked', values: {}, reason: 'MODEL_FAILED' }];
  try {
    const { sampleHash: hash, energy } = course.value;
    const bytes = decodeBase64(betterSample, 'betterSample');
    const found = scoreConstrained(requireFound(compiled).model, bytes);
    const holds = sampleHash(bytes) === hash && found === energy;
    return [step(name, holds, 'SAMPLE_MISMATCH', { energy: String(found), recorded: String(energy) })];
  } catch (error) {
    return [brokenStep(name, error)];
  }
}
