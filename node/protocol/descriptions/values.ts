import { type Hex, hexToString } from 'viem';
import { cidOfDigest, rawCidOfDigest } from '../cid.ts';

/** Unix seconds -> `2026-11-23 15:20:00 UTC`. */
export function timeText(seconds: number | bigint): string {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `second ${seconds}`;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A bytes32 that holds left-aligned text, as that text; as hex where it holds none. */
export function bytes32Text(value: Hex): string {
  const text = hexToString(value, { size: 32 });
  return /^[\x20-\x7e]+$/.test(text) ? text : value;
}

/** The CID of a digest, or `none` for zero. */
export function documentText(digest: Hex): string {
  return /^0x0{64}$/.test(digest) ? 'none' : cidOfDigest(digest);
}

/** The CID of a document that is kept as raw bytes, or `none` for zero. */
export function rawDocumentText(digest: Hex): string {
  return /^0x0{64}$/.test(digest) ? 'none' : rawCidOfDigest(digest);
}

/** Any decoded value on one line: bigints as decimals, nested values as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'bigint') return String(value);
  return (
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner)) ?? 'nothing'
  );
}
