import { type ConstrainedModel, emptyModel, type QuadraticTerms } from '../../node/protocol/constrained-model.ts';
import { NodeError } from '../../node/protocol/errors.ts';

/** A file's problem as a model. Where it is to be maximised, its value is -energy. */
export interface Instance {
  readonly format: 'max-cut' | 'qubo' | 'sparse' | 'lp' | 'qdt-model/2';
  readonly objective: 'maximize' | 'minimize';
  readonly model: ConstrainedModel;
  /** Of the free bits, then of the integers, where the file names them. */
  readonly names?: readonly string[] | undefined;
  /** Of the constraints: the file's name for each, or its line. */
  readonly ruleNames?: readonly string[] | undefined;
}

/** FILE_INVALID with the line, counted from 1, and the rule it breaks. */
export function fileInvalid(line: number, rule: string): NodeError {
  return new NodeError('FILE_INVALID', { line, rule });
}

export function freeModel(unit: string, binaries: number, quadratic: QuadraticTerms): ConstrainedModel {
  return { ...emptyModel, energyScale: { unit, divisor: 1n }, binaries, quadratic };
}

/** A whole number in decimal, also written as 5.0 or 5e0. */
export function wholeNumber(text: string | undefined, line: number, what: string, least: number, most: number): number {
  if (text === undefined) throw fileInvalid(line, `${what} is missing`);
  const value = /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isInteger(value)) throw fileInvalid(line, `${what} is a whole number, not '${text.slice(0, 20)}'`);
  if (value < least || value > most) throw fileInvalid(line, `${what} is from ${least} to ${most}, not ${value}`);
  return value;
}

/** Largest weight a file may hold: what becomes of it, at most four times as much, fits 32 bits. */
export const largestWeight = 2 ** 29 - 1;
