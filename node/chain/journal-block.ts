import { decode, encode } from '@ipld/dag-cbor';
import { bytesToHex, type Hex, hexToBytes } from 'viem';

/** A block as the journal keeps it: all that is needed to execute it again, and the hash that must come out. */
export interface JournalBlock {
  /** Unix seconds. */
  readonly timestamp: number;
  /** Wei per gas; pinned to 0. */
  readonly baseFee: number;
  /** The block's actual signed transactions, in order. */
  readonly transactions: readonly Hex[];
  readonly hash: Hex;
}

/** The payload of a block's record. */
export function encodeJournalBlock(block: JournalBlock): Uint8Array {
  return encode({
    baseFee: block.baseFee,
    hash: hexToBytes(block.hash),
    timestamp: block.timestamp,
    transactions: block.transactions.map((raw) => hexToBytes(raw)),
  });
}

/** Reads a payload back; undefined when it is not a block's. */
export function decodeJournalBlock(payload: Uint8Array): JournalBlock | undefined {
  const value: unknown = decode(payload);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('timestamp' in value && 'baseFee' in value && 'hash' in value && 'transactions' in value)) return undefined;
  const { timestamp, baseFee, hash, transactions } = value;
  if (typeof timestamp !== 'number' || typeof baseFee !== 'number' || !isBytes(hash)) return undefined;
  if (!Array.isArray(transactions) || !transactions.every(isBytes)) return undefined;
  return { timestamp, baseFee, hash: bytesToHex(hash), transactions: transactions.map((raw) => bytesToHex(raw)) };
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
