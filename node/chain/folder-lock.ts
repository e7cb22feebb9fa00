import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NodeError } from '../protocol/errors.ts';

/**
 * Holds a folder for this process alone. SQLite's file lock does the work: the kernel drops it when a process dies in
 * whatever way, so there is nothing stale to clean up. Throws CHAIN_FOLDER_IN_USE.
 */
export function lockFolder(folder: string): () => void {
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
  } catch (error) {
    database.close();
    throw new NodeError('CHAIN_FOLDER_IN_USE', { folder }, error);
  }
  return () => database.close();
}
