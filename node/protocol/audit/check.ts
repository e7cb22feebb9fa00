import { type ErrorDetails, isNodeError } from '../errors.ts';

export const checkNames = ['content', 'model', 'signatures', 'energy', 'bound', 'recorded', 'anchor'] as const;
export type CheckName = (typeof checkNames)[number];

/** 'hidden' is for checks whose data only grantees may read; a public decision has none. */
export type CheckState = 'passed' | 'failed' | 'not-checked' | 'hidden';

export type CheckValues = Readonly<Record<string, string | number>>;

/** One step of a check: a stable name, its own state, and the values that were compared. */
export interface CheckDetail {
  readonly name: string;
  readonly state: CheckState;
  readonly values: CheckValues;
  /** Why it is not 'passed': a stable code. */
  readonly reason?: string;
}

/** One question that a citizen may ask, and its answer. */
export interface Check {
  readonly name: CheckName;
  readonly state: CheckState;
  /** Key of the one plain sentence, for example 'check.content.passed'; `values` fill it. */
  readonly sentence: string;
  readonly values: CheckValues;
  /** The first reason found, for a check that did not pass. */
  readonly reason?: string;
  readonly details: readonly CheckDetail[];
}

/** A check is as good as its worst step. */
export function checkOf(name: CheckName, details: readonly CheckDetail[], values: CheckValues = {}): Check {
  const worst = details.find(({ state }) => state === 'failed') ?? details.find(({ state }) => state === 'not-checked');
  const state = worst?.state ?? 'passed';
  const reason = worst?.reason === undefined ? {} : { reason: worst.reason };
  return { name, state, sentence: `check.${name}.${state}`, values, ...reason, details };
}

/** A check that could not be made. */
export function notChecked(name: CheckName, reason: string): Check {
  return checkOf(name, [{ name: 'prerequisite', state: 'not-checked', values: {}, reason }]);
}

export function failed(name: CheckName, reason: string, values: CheckValues = {}): Check {
  return checkOf(name, [{ name: 'prerequisite', state: 'failed', values, reason }], values);
}

/** The detail of a step that holds or does not. */
export function step(name: string, holds: boolean, reason: string, values: CheckValues = {}): CheckDetail {
  return holds ? { name, state: 'passed', values } : { name, state: 'failed', values, reason };
}

/** The detail of a step that threw. */
export function brokenStep(name: string, error: unknown): CheckDetail {
  return { name, state: 'failed', reason: reasonOf(error), values: isNodeError(error) ? plain(error.details) : {} };
}

/** What a step found, or why it found nothing. */
export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

export function find<T>(read: () => T): Found<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** The value, or the error that stood in its way once more. */
export function requireFound<T>(found: Found<T>): T {
  if (!found.ok) throw found.error;
  return found.value;
}

export function reasonOf(error: unknown): string {
  return isNodeError(error) ? error.code : 'UNREADABLE';
}

function plain(details: ErrorDetails): CheckValues {
  const entries = Object.entries(details).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'number' ? value : String(value)]));
}
