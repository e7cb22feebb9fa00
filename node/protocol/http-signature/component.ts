import type { Item } from 'structured-headers';
import { NodeError } from '../errors.ts';
import type { HttpMessage } from './message.ts';

/**
 * The value of a covered component (RFC 9421, sections 2.1 and 2.2). `IDENTITY_COMPONENT_UNKNOWN` for one that is not supported
 * here, `IDENTITY_COMPONENT_MISSING` for one that the message does not have.
 */
export function componentValue(message: HttpMessage, [name, parameters]: Item): string {
  if (typeof name !== 'string') throw new NodeError('IDENTITY_MALFORMED', { rule: 'a component is a string' });
  if (name === '@query-param') return queryParameter(message, parameters.get('name'), parameters.size);
  if (parameters.size > 0) throw unknown(name, 'has no parameters here');
  const value = name.startsWith('@') ? derived(message, name) : field(message, name);
  if (value === undefined) throw new NodeError('IDENTITY_COMPONENT_MISSING', { component: name });
  if (!/^[\x20-\x7e]*$/.test(value)) throw unknown(name, 'has a value of printable ASCII');
  return value;
}

function derived(message: HttpMessage, name: string): string | undefined {
  switch (name) {
    case '@method':
      return message.method;
    case '@authority':
      return message.authority?.toLowerCase();
    case '@path':
      return message.path === '' ? '/' : message.path;
    case '@query':
      return message.query;
    case '@status':
      return message.status?.toString();
    default:
      throw unknown(name, 'is @method, @authority, @path, @query, @query-param or @status');
  }
}

/** Lines of one field are joined by a comma, each without the white space around it (section 2.1). */
function field({ fields }: HttpMessage, name: string): string | undefined {
  if (name !== name.toLowerCase()) throw unknown(name, 'is in lower case');
  const lines = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return lines?.map((line) => line.trim()).join(', ');
}

/** Section 2.2.8; a parameter that stands twice is no one value. */
function queryParameter({ query }: HttpMessage, name: unknown, parameters: number): string {
  if (typeof name !== 'string' || parameters !== 1) throw unknown('@query-param', 'has a name');
  const values = [...new URLSearchParams(query ?? '')].filter(([key]) => percentEncoded(key) === name);
  const [only] = values;
  if (only === undefined || values.length > 1)
    throw new NodeError('IDENTITY_COMPONENT_MISSING', { component: `@query-param ${name.slice(0, 60)}` });
  return percentEncoded(only[1]);
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

function unknown(component: string, rule: string): NodeError {
  return new NodeError('IDENTITY_COMPONENT_UNKNOWN', { component: component.slice(0, 60), rule });
}
