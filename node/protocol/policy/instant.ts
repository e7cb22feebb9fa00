import { NodeError } from '../errors.ts';
import type { Json } from './strict-json.ts';

/** An xsd:dateTime in UTC, whole seconds, as unix seconds; plain or as `{"@value": ..., "@type": "xsd:dateTime"}`. */
export function instantOf(value: Json | undefined, field: string): number {
  const text = typeof value === 'object' && value !== null && !Array.isArray(value) ? value['@value'] : value;
  const isForm = typeof text === 'string' && /^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/.test(text);
  const milliseconds = isForm ? Date.parse(text) : Number.NaN;
  if (!isForm || Number.isNaN(milliseconds) || instantText(milliseconds / 1000) !== text)
    throw new NodeError('POLICY_INVALID', { field, rule: 'is a time in UTC such as 2027-06-30T00:00:00Z' });
  return milliseconds / 1000;
}

/** Unix seconds as an xsd:dateTime in UTC. */
export function instantText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
