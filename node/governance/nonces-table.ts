import { DatabaseSync } from 'node:sqlite';
import { whole } from './row.ts';

/** The nonces of signed requests that could still be sent again; kept over a restart and a kill of the process. */
export interface NoncesTable {
  /** Whether this account used the nonce for the first time; it is remembered until `expires` (unix seconds). */
  use(account: string, nonce: string, expires: number): boolean;
  /** How many of an account's nonces are remembered. */
  count(account: string): number;
  /** Forgets what expired before `now`. */
  forget(now: number): void;
  close(): void;
}

/** WAL without a sync at each request: what a power cut may forget is younger than the signatures' lifetime. */
const tables = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS nonces (
    account TEXT NOT NULL, nonce TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (account, nonce)) STRICT;
  CREATE INDEX IF NOT EXISTS nonces_by_expiry ON nonces (expires);
`;

export function openNoncesTable(path: string): NoncesTable {
  const database = new DatabaseSync(path);
  database.exec(tables);
  const statements = {
    use: database.prepare('INSERT OR IGNORE INTO nonces VALUES (?, ?, ?)'),
    count: database.prepare('SELECT count(*) AS kept FROM nonces WHERE account = ?'),
    forget: database.prepare('DELETE FROM nonces WHERE expires < ?'),
  };
  return {
    use: (account, nonce, expires) => statements.use.run(account, nonce, expires).changes === 1,
    count(account) {
      const row = statements.count.get(account);
      return row === undefined ? 0 : whole(row, 'kept');
    },
    forget: (now) => void statements.forget.run(now),
    close: () => database.close(),
  };
}
