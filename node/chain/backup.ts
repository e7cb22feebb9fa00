import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeError } from '../protocol/errors.ts';
import type { JournalHead } from './chain.ts';
import { type FileAccess, openFileAccess } from './file-access.ts';
import { writeWhole } from './journal-creation.ts';
import { type JournalIndex, scanJournal } from './journal-scan.ts';

/** The journal's name inside a chain's folder. */
export const journalName = 'journal';

/** Checks every checksum of a chain folder's journal, without executing it. Throws JOURNAL_MISSING, JOURNAL_CORRUPT. */
export async function verifyJournal(folder: string): Promise<JournalHead> {
  const file = await openReading(folder);
  try {
    return headOf(await scanJournal(file));
  } finally {
    await file.close();
  }
}

/**
 * Copies a journal as it stands into another folder, while the chain may go on writing: records are only ever added,
 * so what was finished at the start of the copy is a whole ledger. Compares the copy's head with the original's.
 * Throws JOURNAL_MISSING, JOURNAL_CORRUPT, BACKUP_TARGET_IN_USE, BACKUP_DIFFERS.
 */
export async function backupJournal(chainFolder: string, targetFolder: string): Promise<JournalHead> {
  const file = await openReading(chainFolder);
  try {
    const head = headOf(await scanJournal(file));
    const target = join(targetFolder, journalName);
    await mkdir(targetFolder, { recursive: true });
    await refuseExisting(targetFolder, head);
    await writeWhole(target, await file.read(0, head.length));
    const copied = await verifyJournal(targetFolder);
    if (copied.headHash !== head.headHash || copied.length !== head.length) {
      throw new NodeError('BACKUP_DIFFERS', { headHash: head.headHash, copied: copied.headHash });
    }
    return head;
  } finally {
    await file.close();
  }
}

/** A backup may replace an older one of the same ledger, never another ledger or a longer one. */
async function refuseExisting(targetFolder: string, head: JournalHead): Promise<void> {
  const existing = await verifyJournal(targetFolder).catch(() => undefined);
  if (existing === undefined) return;
  if (existing.genesisHash !== head.genesisHash || existing.headNumber > head.headNumber) {
    throw new NodeError('BACKUP_TARGET_IN_USE', { folder: targetFolder, headNumber: existing.headNumber });
  }
}

async function openReading(folder: string): Promise<FileAccess> {
  try {
    return await openFileAccess(join(folder, journalName), 'r');
  } catch (error) {
    throw new NodeError('JOURNAL_MISSING', { folder }, error);
  }
}

function headOf(index: JournalIndex): JournalHead {
  return {
    chainId: index.genesis.chainId,
    genesisHash: index.genesis.genesisHash,
    headNumber: index.head.number,
    headHash: index.head.hash,
    length: index.length,
  };
}
