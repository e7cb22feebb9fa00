import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes what happens into a file, one JSON object a line. */
export function logTo(file: string): (event: string, details?: Readonly<Record<string, unknown>>) => void {
  mkdirSync(dirname(file), { recursive: true });
  return (event, details = {}) => {
    const line = { at: new Date().toISOString(), event, ...details };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
}
