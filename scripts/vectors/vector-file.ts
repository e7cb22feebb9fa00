import { readFileSync } from 'node:fs';
import { hexToBytes } from 'viem';
import { NodeError } from '../../node/protocol/errors.ts';

/** One test or group of a vector file: names to JSON values, as ACVP, Wycheproof and BoringSSL have them. */
export type Fields = Readonly<Record<string, unknown>>;

export interface VectorFile {
  file: string;
  /** All but the groups: algorithm, mode, schema. */
  header: Fields;
  /** Each test with its group's fields under its own. */
  tests: { group: Fields; test: Fields }[];
}

/** Throws VECTORS_INVALID for what is not JSON with testGroups. */
export function readVectorFile(file: string): VectorFile {
  const invalid = (rule: string) => new NodeError('VECTORS_INVALID', { file, rule });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalid(error instanceof SyntaxError ? 'is JSON' : 'is a file that can be read');
  }
  if (!isFields(value)) throw invalid('is an object with testGroups');
  const { testGroups } = value;
  const groups: unknown[] = Array.isArray(testGroups) ? testGroups : [];
  if (groups.length === 0) throw invalid('is an object with testGroups');
  const tests = groups.flatMap((group) => {
    if (!isFields(group)) throw invalid('has groups that are objects');
    // X-Wing's and the hybrids' groups are the tests themselves.
    const inner: unknown[] = Array.isArray(group.tests) ? group.tests : [group];
    return inner.map((test) => {
      if (!isFields(test)) throw invalid('has tests that are objects');
      return { group, test };
    });
  });
  return { file, header: value, tests };
}

/** The bytes of the first of these names that is there; undefined where none is. Throws VECTORS_INVALID for what is not hex. */
export function bytesOf(fields: Fields, ...names: string[]): Uint8Array | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value !== 'string') continue;
    if (!/^([0-9a-fA-F]{2})*$/.test(value)) throw new NodeError('VECTORS_INVALID', { field: name, rule: 'is hex' });
    return hexToBytes(`0x${value}`);
  }
  return undefined;
}

export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
