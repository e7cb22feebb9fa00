import { readFileSync, writeFileSync } from 'node:fs';
import { NodeError } from '../../node/protocol/errors.ts';

/** A parsed JSON file; what it holds is for the caller to check. */
export function readJsonFile(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Writes a new file; FILE_NOT_WRITTEN where there is one already. */
export function writeNewJsonFile(path: string, value: unknown): void {
  try {
    writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    throw new NodeError('FILE_NOT_WRITTEN', { path }, cause);
  }
}
