import { NodeError } from '../protocol/errors.ts';
import type { FileAccess } from './file-access.ts';
import { encodeJournalBlock, type JournalBlock } from './journal-block.ts';
import { frameRecord, recordDigest } from './journal-record.ts';
import { type JournalIndex, readJournalBlock, scanJournal } from './journal-scan.ts';

/** The append-only file under an embedded chain. One writer at a time; the caller serializes. */
export interface Journal {
  readonly index: JournalIndex;
  /** Resolves when the block is on the disk; throws JOURNAL_WRITE_FAILED and leaves no trace of it. */
  append(block: JournalBlock): Promise<void>;
  /** The block of this number. Throws BLOCK_NOT_FOUND. */
  block(number: number): Promise<JournalBlock>;
  close(): Promise<void>;
}

/** Scans a journal, cuts a torn tail off, and makes it ready for more. Throws as scanJournal does, and closes the file. */
export async function openJournal(file: FileAccess): Promise<Journal> {
  try {
    return await prepare(file, await scanJournal(file));
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function prepare(file: FileAccess, index: JournalIndex): Promise<Journal> {
  let isDirty = index.tornBytes > 0;

  async function cutTail(): Promise<void> {
    await file.truncate(index.length);
    await file.sync();
    isDirty = false;
  }

  async function append(block: JournalBlock): Promise<void> {
    const payload = encodeJournalBlock(block);
    const digest = recordDigest(index.digest, payload);
    const record = frameRecord(payload, digest);
    try {
      if (isDirty) await cutTail();
      isDirty = true;
      await file.write(record, index.length);
      await file.sync();
      isDirty = false;
    } catch (error) {
      // A failed sync leaves the record's fate open: cut it now if the disk lets us, else before the next append.
      await cutTail().catch(() => undefined);
      throw new NodeError(
        'JOURNAL_WRITE_FAILED',
        { blockNumber: index.offsets.length, reason: reasonOf(error) },
        error,
      );
    }
    index.offsets.push(index.length);
    index.length += record.length;
    index.digest = digest;
    index.head = { number: index.offsets.length - 1, hash: block.hash, timestamp: block.timestamp };
  }

  if (isDirty) await cutTail();
  return { index, append, block: (number) => readJournalBlock(file, index, number), close: () => file.close() };
}

/** ENOSPC, EIO, EFBIG and the like, or the sentence where there is no code. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
