import { DatabaseSync } from 'node:sqlite';

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS processes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, peer_pid TEXT,
    document TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS processes_by_peer ON processes (kind, peer_pid);
  CREATE TABLE IF NOT EXISTS agreements (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT, process TEXT NOT NULL, url TEXT NOT NULL, body TEXT NOT NULL,
    attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, since INTEGER NOT NULL, problem TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS outbox_by_process ON outbox (process, number);
  CREATE TABLE IF NOT EXISTS offered_datasets (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS transfer_records (
    number INTEGER PRIMARY KEY, dataset TEXT NOT NULL, agreement TEXT NOT NULL, document TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS transfer_records_by_dataset ON transfer_records (dataset, number);
`;

/** What this node negotiates, transfers and owes to others, in a file of its own: it is not derived from anything. */
export function openDataspaceDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(tables);
  return database;
}

/** All of it or nothing; on the disk when it returns. */
export function atomically<T>(database: DatabaseSync, write: () => T): T {
  if (database.isTransaction) return write();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = write();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
