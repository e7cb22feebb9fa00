import type { SQLOutputValue } from 'node:sqlite';
import { NodeError } from '../protocol/errors.ts';

/** A row as node:sqlite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** A column that holds text; 'INDEX_CORRUPT' when it does not. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new NodeError('INDEX_CORRUPT', { column, expected: 'text' });
  return value;
}

/** A column that holds hexadecimal text. */
export function hex(row: Row, column: string): `0x${string}` {
  const value = text(row, column);
  if (!value.startsWith('0x')) throw new NodeError('INDEX_CORRUPT', { column, expected: 'hexadecimal' });
  return `0x${value.slice(2)}`;
}

export function whole(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new NodeError('INDEX_CORRUPT', { column, expected: 'a whole number' });
  return value;
}

/** The same, where the column may be empty. */
export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null || row[column] === undefined ? undefined : text(row, column);
}

export function optionalHex(row: Row, column: string): `0x${string}` | undefined {
  return row[column] === null || row[column] === undefined ? undefined : hex(row, column);
}

export function optionalWhole(row: Row, column: string): number | undefined {
  return row[column] === null || row[column] === undefined ? undefined : whole(row, column);
}
