import { NodeError } from '../errors.ts';
import type { Json } from './strict-json.ts';

/**
 * The canonical bytes of a JSON value (JCS, RFC 8785): keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them, no white space, UTF-8.
 */
export function canonicalJson(value: Json): Uint8Array {
  return new TextEncoder().encode(textOf(value));
}

function textOf(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${textOf(key)}:${textOf(entry)}`).join()}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new NodeError('POLICY_JSON_INVALID', { rule: 'numbers are finite (RFC 8785, 3.2.2.3)' });
  if (typeof value === 'string' && !value.isWellFormed())
    throw new NodeError('POLICY_JSON_INVALID', { rule: 'strings are well-formed Unicode (RFC 8785, 3.2.2.2)' });
  return JSON.stringify(value);
}
