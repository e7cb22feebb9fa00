import { CID } from 'multiformats/cid';
import { parseCid } from './cid.ts';
import { NodeError } from './errors.ts';

/**
 * Strict readers of decoded documents: each returns the value in its type or throws DOCUMENT_INVALID with the field and the rule.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** An object with exactly these keys. */
export function readObject(value: unknown, field: string, keys: readonly string[]): Fields {
  if (!isPlainObject(value)) throw invalid(field, 'an object');
  for (const key of keys) if (!Object.hasOwn(value, key)) throw invalid(`${field}.${key}`, 'present');
  const extra = Object.keys(value).find((key) => !keys.includes(key));
  if (extra !== undefined) throw invalid(`${field}.${extra.slice(0, 40)}`, 'a known field');
  return value;
}

export function readArray(value: unknown, field: string, longest: number): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(field, 'a list');
  if (value.length > longest) throw invalid(field, `at most ${longest} entries`);
  return value;
}

export function readInteger(value: unknown, field: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || Object.is(value, -0))
    throw invalid(field, 'an integer');
  if (value < least || value > most) throw invalid(field, `between ${least} and ${most}`);
  return value;
}

export function readText(value: unknown, field: string, longest: number): string {
  if (typeof value !== 'string' || value.length > longest)
    throw invalid(field, `text of at most ${longest} characters`);
  return value;
}

export function readBoolean(value: unknown, field: string): boolean {
  if (typeof value !== 'boolean') throw invalid(field, 'true or false');
  return value;
}

export function readLiteral<T extends string>(value: unknown, field: string, literal: T): T {
  if (value !== literal) throw invalid(field, `'${literal}'`);
  return literal;
}

/** A canonical decimal integer text; values beyond 2^53 travel so. At most 80 digits. */
export function readDecimal(value: unknown, field: string): bigint {
  if (typeof value !== 'string' || !/^(0|-?[1-9][0-9]{0,79})$/.test(value)) throw invalid(field, 'a decimal integer');
  return BigInt(value);
}

export function readBytes(value: unknown, field: string, longest: number): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length > longest) throw invalid(field, `at most ${longest} bytes`);
  return value;
}

/** A CID link, as text. */
export function readLink(value: unknown, field: string): string {
  const cid = CID.asCID(value);
  if (cid === null) throw invalid(field, 'a CID link');
  return parseCid(cid.toString()).toString();
}

/** A 32-byte value as lower-case hex. */
export function readHash(value: unknown, field: string): `0x${string}` {
  if (typeof value !== 'string' || !/^0x[0-9a-f]{64}$/.test(value)) throw invalid(field, '32 bytes of lower-case hex');
  return `0x${value.slice(2)}`;
}

export function invalid(field: string, rule: string): NodeError {
  return new NodeError('DOCUMENT_INVALID', { field, rule });
}

function isPlainObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
