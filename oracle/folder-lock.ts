import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NodeError } from '../node/protocol/errors.ts';

/**
 * Makes the folder where there is none and holds it for this process alone: two oracles over one memory would write over
 * each other's steps. SQLite's file lock does the work; the kernel drops it when a process dies in whatever way, so
 * nothing stale is left. Waits a little for one that is just ending, which may be in the middle of a search.
 * Returns what gives it back. Throws ORACLE_FOLDER_IN_USE.
 */
export function lockFolder(folder: string, patienceMilliseconds = 4000): () => void {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: patienceMilliseconds });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
  } catch (error) {
    database.close();
    throw new NodeError('ORACLE_FOLDER_IN_USE', { folder, rule: 'one oracle at a time' }, error);
  }
  return () => database.close();
}
