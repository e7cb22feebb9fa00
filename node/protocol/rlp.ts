import { NodeError } from './errors.ts';

/** A decoded RLP item (Ethereum Yellow Paper, appendix B): a byte string or a list of items. */
export type RlpItem = Uint8Array | RlpItem[];

const MAX_DEPTH = 16;

/** Decodes exactly one item. Only the canonical encoding is accepted; anything else is 'RLP_INVALID'. */
export function decodeRlp(bytes: Uint8Array): RlpItem {
  const { item, end } = decodeAt(bytes, 0, bytes.length, 0);
  if (end !== bytes.length) throw invalid('nothing after the item');
  return item;
}

/** The item as a list; of exactly `length` items where one is given. */
export function rlpList(item: RlpItem | undefined, length?: number): RlpItem[] {
  if (!Array.isArray(item)) throw invalid('a list');
  if (length !== undefined && item.length !== length) throw invalid(`a list of ${length}`);
  return item;
}

/** The item as a byte string; of exactly `length` bytes where one is given. */
export function rlpBytes(item: RlpItem | undefined, length?: number): Uint8Array {
  if (!(item instanceof Uint8Array)) throw invalid('a byte string');
  if (length !== undefined && item.length !== length) throw invalid(`a byte string of ${length}`);
  return item;
}

/** The item as an unsigned integer: big-endian without leading zeros, zero is empty. */
export function rlpBigInt(item: RlpItem | undefined): bigint {
  const bytes = rlpBytes(item);
  if (bytes[0] === 0) throw invalid('an integer without leading zeros');
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** The item as an unsigned integer that fits a JavaScript number. */
export function rlpNumber(item: RlpItem | undefined): number {
  const value = rlpBigInt(item);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid('an integer below 2^53');
  return Number(value);
}

/** The canonical encoding of a non-negative integer as a byte string item: what keys of index tries are made of. */
export function encodeRlpIndex(index: number): Uint8Array {
  if (index === 0) return Uint8Array.of(0x80);
  const bytes = bigEndian(index);
  return bytes.length === 1 && index < 0x80 ? bytes : Uint8Array.of(0x80 + bytes.length, ...bytes);
}

function decodeAt(bytes: Uint8Array, start: number, limit: number, depth: number): { item: RlpItem; end: number } {
  if (depth > MAX_DEPTH) throw invalid(`at most ${MAX_DEPTH} levels`);
  const prefix = bytes[start];
  if (prefix === undefined || start >= limit) throw invalid('a first byte');
  if (prefix < 0x80) return { item: bytes.subarray(start, start + 1), end: start + 1 };
  const isList = prefix >= 0xc0;
  const { from, end } = payload(bytes, start, limit, prefix - (isList ? 0xc0 : 0x80));
  if (isList) return { item: decodeItems(bytes, from, end, depth + 1), end };
  if (end - from === 1 && (bytes[from] ?? 0) < 0x80) throw invalid('a small byte as itself');
  return { item: bytes.subarray(from, end), end };
}

function decodeItems(bytes: Uint8Array, from: number, end: number, depth: number): RlpItem[] {
  const items: RlpItem[] = [];
  for (let at = from; at < end; ) {
    const next = decodeAt(bytes, at, end, depth);
    items.push(next.item);
    at = next.end;
  }
  return items;
}

/** `code` is the prefix less 0x80 or 0xc0: below 56 the length itself, above it 55 + the number of length bytes. */
function payload(bytes: Uint8Array, start: number, limit: number, code: number): { from: number; end: number } {
  const lengthBytes = Math.max(0, code - 55);
  const from = start + 1 + lengthBytes;
  const length = lengthBytes === 0 ? code : longLength(bytes.subarray(start + 1, from), lengthBytes);
  if (from + length > limit) throw invalid('as many bytes as its length says');
  return { from, end: from + length };
}

function longLength(bytes: Uint8Array, count: number): number {
  if (bytes.length !== count || count > 4 || bytes[0] === 0) throw invalid('a short length without leading zeros');
  const length = bytes.reduce((value, byte) => value * 256 + byte, 0);
  if (length < 56) throw invalid('the long form only from 56 bytes');
  return length;
}

function bigEndian(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

function invalid(rule: string): NodeError {
  return new NodeError('RLP_INVALID', { rule });
}
