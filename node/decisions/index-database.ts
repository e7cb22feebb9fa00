import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Raised with every change of a table: an index of another version is made again. */
const indexVersion = 9;

/**
 * Opens the index of this ledger. It is derived, so one of another ledger or version, or one that cannot be read, is thrown
 * away and made again from the chain.
 */
export function openIndexDatabase(path: string, genesisHash: string): DatabaseSync {
  try {
    const database = openAt(path);
    if (isOf(database, genesisHash)) return database;
    database.close();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  const fresh = openAt(path);
  fresh.exec(`PRAGMA user_version = ${indexVersion}; CREATE TABLE ledger (genesis_hash TEXT NOT NULL) STRICT;`);
  fresh.prepare('INSERT INTO ledger VALUES (?)').run(genesisHash);
  return fresh;
}

function openAt(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return database;
}

function isOf(database: DatabaseSync, genesisHash: string): boolean {
  if (database.prepare('PRAGMA user_version').get()?.user_version !== indexVersion) return false;
  return database.prepare('SELECT genesis_hash FROM ledger').get()?.genesis_hash === genesisHash;
}

/** SQLITE_CORRUPT (11) and SQLITE_NOTADB (26). */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return error.errcode === 11 || error.errcode === 26;
}
