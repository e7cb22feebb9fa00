import { NodeError } from '../errors.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Cursor {
  readonly text: string;
  at: number;
  /** Where the value stands, such as permission[0].target. */
  path: string;
}

const deepest = 16;
const token =
  /[\t\n\r ]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(true|false|null))/y;

/**
 * JSON (RFC 8259) that means one thing to every reader: no key twice in an object (POLICY_DUPLICATE_KEY), at most 16
 * levels (POLICY_TOO_DEEP), nothing behind the value. Other faults are POLICY_JSON_INVALID with the position.
 */
export function parseStrictJson(text: string): Json {
  const cursor: Cursor = { text, at: 0, path: '' };
  const value = readValue(cursor, next(cursor), 1);
  if (/[^\t\n\r ]/.test(text.slice(cursor.at))) throw unreadable(cursor);
  return value;
}

function readValue(cursor: Cursor, first: string, depth: number): Json {
  if (depth > deepest)
    throw new NodeError('POLICY_TOO_DEEP', { position: cursor.at, rule: `at most ${deepest} levels` });
  if (first === '{') return readObject(cursor, depth);
  if (first === '[') return readList(cursor, depth);
  if (/^[\]},:]/.test(first)) throw unreadable(cursor);
  return parseToken(cursor, first);
}

function readObject(cursor: Cursor, depth: number): Json {
  const { path } = cursor;
  const entries = new Map<string, Json>();
  let first = next(cursor);
  while (first !== '}') {
    if (!first.startsWith('"')) throw unreadable(cursor);
    const key = String(parseToken(cursor, first));
    cursor.path = path === '' ? key : `${path}.${key}`;
    if (entries.has(key)) throw new NodeError('POLICY_DUPLICATE_KEY', { field: cursor.path.slice(0, 120) });
    expectNext(cursor, ':');
    entries.set(key, readValue(cursor, next(cursor), depth + 1));
    first = nextEntry(cursor, '}');
  }
  cursor.path = path;
  return Object.fromEntries(entries);
}

function readList(cursor: Cursor, depth: number): Json {
  const { path } = cursor;
  const values: Json[] = [];
  let first = next(cursor);
  while (first !== ']') {
    cursor.path = `${path}[${values.length}]`;
    values.push(readValue(cursor, first, depth + 1));
    first = nextEntry(cursor, ']');
  }
  cursor.path = path;
  return values;
}

/** The first token of the next entry, or `end`; a comma before the end is a fault. */
function nextEntry(cursor: Cursor, end: string): string {
  const separator = next(cursor);
  if (separator === end) return end;
  if (separator !== ',') throw unreadable(cursor);
  const first = next(cursor);
  if (first === end) throw unreadable(cursor);
  return first;
}

/** A string, number, true, false or null; JSON.parse knows the escapes and refuses control characters. */
function parseToken(cursor: Cursor, text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(cursor);
  }
}

function expectNext(cursor: Cursor, expected: string): void {
  if (next(cursor) !== expected) throw unreadable(cursor);
}

function next(cursor: Cursor): string {
  token.lastIndex = cursor.at;
  const found = token.exec(cursor.text);
  if (found === null) throw unreadable(cursor);
  cursor.at = token.lastIndex;
  return found[0].trimStart();
}

function unreadable({ at }: Cursor): NodeError {
  return new NodeError('POLICY_JSON_INVALID', { position: at });
}
