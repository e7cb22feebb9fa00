import type { DatabaseSync } from 'node:sqlite';
import { whole } from '../governance/row.ts';

/** The shortest challenge window (seconds) since a vote last changed it; undefined while it is the one of the genesis. */
export function openWindowTable(database: DatabaseSync) {
  database.exec(`CREATE TABLE IF NOT EXISTS minimum_window (
    only INTEGER PRIMARY KEY CHECK (only = 1), seconds INTEGER NOT NULL) STRICT`);
  const get = database.prepare('SELECT seconds FROM minimum_window');
  const put = database.prepare('INSERT OR REPLACE INTO minimum_window VALUES (1, ?)');
  return {
    get(): number | undefined {
      const row = get.get();
      return row === undefined ? undefined : whole(row, 'seconds');
    },
    put: (seconds: number) => void put.run(seconds),
    reset: () => database.exec('DELETE FROM minimum_window'),
  };
}
