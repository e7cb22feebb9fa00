import type { Hex } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import type { FileAccess } from './file-access.ts';
import { decodeJournalBlock, type JournalBlock } from './journal-block.ts';
import { decodeJournalGenesis, type JournalGenesis } from './journal-genesis.ts';
import { announcedLength, firstDigest, headerLength, openRecord, trailerLength } from './journal-record.ts';
import { isTorn } from './torn-tail.ts';

/** What a journal holds, without having executed any of it. */
export interface JournalIndex {
  readonly genesis: JournalGenesis;
  /** Where each block's record starts; the entry 0 is the genesis. */
  readonly offsets: number[];
  /** Bytes of finished records. */
  length: number;
  /** Bytes after them: a record that was never finished, so never acknowledged. */
  readonly tornBytes: number;
  digest: Uint8Array;
  head: { number: number; hash: Hex; timestamp: number };
}

/** Reads every record and compares every checksum. Throws JOURNAL_CORRUPT with the block number, JOURNAL_FORMAT. */
export async function scanJournal(file: FileAccess): Promise<JournalIndex> {
  const size = await file.size();
  const read = readAhead(file, size);
  let offset = 0;
  let digest = firstDigest;
  let genesis: JournalGenesis | undefined;
  let last: JournalBlock | undefined;
  const offsets: number[] = [];
  while (offset < size) {
    const record = await readRecord(read, offset, size, offsets.length);
    if (record === undefined) break;
    const payload = openRecord(record, digest);
    if (payload === undefined) {
      if (offset + record.length === size && isTorn(record, offset)) break;
      throw new NodeError('JOURNAL_CORRUPT', { blockNumber: offsets.length, offset });
    }
    if (offsets.length === 0) genesis = parseGenesis(payload);
    else last = parseBlock(payload, offsets.length);
    digest = Uint8Array.from(record.subarray(record.length - trailerLength, record.length - 1));
    offsets.push(offset);
    offset += record.length;
  }
  if (genesis === undefined) throw new NodeError('JOURNAL_CORRUPT', { blockNumber: 0, offset: 0 });
  const head = {
    number: offsets.length - 1,
    hash: last?.hash ?? genesis.genesisHash,
    timestamp: last?.timestamp ?? genesis.genesisTimestamp,
  };
  return { genesis, offsets, length: offset, tornBytes: size - offset, digest, head };
}

/** One block of a scanned journal. Throws JOURNAL_CORRUPT when the file changed since. */
export async function readJournalBlock(file: FileAccess, index: JournalIndex, number: number): Promise<JournalBlock> {
  const start = index.offsets[number];
  const end = index.offsets[number + 1] ?? index.length;
  if (start === undefined || number === 0) throw new NodeError('BLOCK_NOT_FOUND', { blockNumber: number });
  const record = await file.read(start, end - start);
  return parseBlock(record.subarray(headerLength, record.length - trailerLength), number);
}

/** The bytes of the record at this offset, or undefined when the file ends within it. */
async function readRecord(
  read: FileAccess['read'],
  offset: number,
  size: number,
  blockNumber: number,
): Promise<Uint8Array | undefined> {
  if (size - offset < headerLength) return undefined;
  const length = announcedLength(await read(offset, headerLength));
  if (length === undefined) {
    if (isTorn(await read(offset, size - offset), offset)) return undefined;
    throw new NodeError('JOURNAL_CORRUPT', { blockNumber, offset });
  }
  const total = headerLength + length + trailerLength;
  return size - offset < total ? undefined : read(offset, total);
}

/** Reads a mebibyte at a time: a journal has many small records, and each call to the system costs as much as ten. */
function readAhead(file: FileAccess, size: number): FileAccess['read'] {
  let windowStart = 0;
  let window: Uint8Array = new Uint8Array(0);
  return async (offset, length) => {
    if (offset < windowStart || offset + length > windowStart + window.length) {
      windowStart = offset;
      window = await file.read(offset, Math.min(size - offset, Math.max(length, 1024 * 1024)));
    }
    return window.subarray(offset - windowStart, offset - windowStart + length);
  };
}

function parseGenesis(payload: Uint8Array): JournalGenesis {
  const genesis = decodeJournalGenesis(payload);
  if (genesis === undefined) throw new NodeError('JOURNAL_FORMAT', { expected: 'qdt-journal/1' });
  return genesis;
}

function parseBlock(payload: Uint8Array, blockNumber: number): JournalBlock {
  const block = decodeJournalBlock(payload);
  if (block === undefined) throw new NodeError('JOURNAL_CORRUPT', { blockNumber });
  return block;
}
