import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openFileAccess } from './file-access.ts';
import type { Founding } from './founding.ts';
import { encodeJournalBlock } from './journal-block.ts';
import { encodeJournalGenesis } from './journal-genesis.ts';
import { firstDigest, frameRecord, recordDigest } from './journal-record.ts';

/** Writes a new journal whole or not at all: a kill in between leaves no half-founded ledger. */
export async function createJournal(path: string, founding: Founding): Promise<void> {
  const payloads = [encodeJournalGenesis(founding.genesis), ...founding.blocks.map(encodeJournalBlock)];
  let digest = firstDigest;
  const records = payloads.map((payload) => {
    digest = recordDigest(digest, payload);
    return frameRecord(payload, digest);
  });
  await writeWhole(path, Buffer.concat(records));
}

/** Puts a file in place atomically and durably. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  await rm(temporary, { force: true });
  const file = await openFileAccess(temporary, 'wx+');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** A rename is durable only when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
