import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { type Hex, isHex } from 'viem';
import { NodeError } from '../../node/protocol/errors.ts';
import { type DurableStep, durableSteps } from './durable-steps.ts';

/** What a step leaves behind; texts only, so that it reads back as it was written. */
export type StepValue = Readonly<Record<string, string>>;

/** A step of one decision; `subject` tells apart what a step may do several times (a digest), else ''. */
export interface StepKey {
  decisionId: number;
  step: DurableStep;
  subject: string;
}

/** An operator's own memory: what it did, durable before it goes on. */
export interface StepJournal {
  find(key: StepKey): StepValue | undefined;
  /** Durable when it returns. */
  note(key: StepKey, value: StepValue): void;
  /** Decisions that were noted and not closed. */
  openDecisions(): number[];
  close(): void;
}

/** Opens or creates the journal: one JSON line per step. An unfinished last line is cut off; any other damage throws STEPS_DAMAGED. */
export function openStepJournal(file: string): StepJournal {
  const { entries, length } = readEntries(file);
  const descriptor = openSync(file, existsSync(file) ? 'r+' : 'w+', 0o600);
  ftruncateSync(descriptor, length);
  let end = length;
  return {
    find: (key) => entries.get(keyText(key)),
    note: (key, value) => {
      const line = Buffer.from(`${JSON.stringify([key.decisionId, key.step, key.subject, value])}\n`);
      writeSync(descriptor, line, 0, line.length, end);
      fdatasyncSync(descriptor);
      end += line.length;
      entries.set(keyText(key), value);
    },
    openDecisions: () => openDecisions(entries),
    close: () => closeSync(descriptor),
  };
}

/** The field of a step's value that is hex. */
export function hexOf(value: StepValue, field: string): Hex {
  const text = value[field];
  if (text === undefined || !isHex(text)) throw new NodeError('STEPS_DAMAGED', { field });
  return text;
}

function readEntries(file: string): { entries: Map<string, StepValue>; length: number } {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const entries = new Map<string, StepValue>();
  for (const [index, line] of whole.split('\n').slice(0, -1).entries()) {
    const { key, value } = parseLine(line, index + 1);
    entries.set(keyText(key), value);
  }
  return { entries, length: Buffer.byteLength(whole) };
}

function parseLine(line: string, number: number): { key: StepKey; value: StepValue } {
  try {
    const [decisionId, name, subject, value]: unknown[] = JSON.parse(line);
    const step = durableSteps.find((known) => known === name);
    if (typeof decisionId === 'number' && step !== undefined && typeof subject === 'string' && isStepValue(value))
      return { key: { decisionId, step, subject }, value };
  } catch (cause) {
    throw new NodeError('STEPS_DAMAGED', { line: number }, cause);
  }
  throw new NodeError('STEPS_DAMAGED', { line: number });
}

function isStepValue(value: unknown): value is StepValue {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}

function openDecisions(entries: ReadonlyMap<string, StepValue>): number[] {
  const keys = [...entries.keys()].map((text) => text.split(' '));
  const ids = (name: DurableStep) => keys.filter(([, step]) => step === name).map(([id]) => Number(id));
  const closed = new Set(ids('closed'));
  return ids('noted').filter((id) => !closed.has(id));
}

function keyText({ decisionId, step, subject }: StepKey): string {
  return `${decisionId} ${step} ${subject}`;
}
