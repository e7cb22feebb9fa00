import type { DatabaseSync } from 'node:sqlite';
import type { Hex } from 'viem';
import { hex, whole } from '../governance/row.ts';

/** The last block in the index; timestamps in unix seconds. */
export interface IndexedHead {
  number: number;
  hash: Hex;
  timestamp: number;
}

/** The one row that says how far the index reaches, written with the block's own changes. */
export function openHeadTable(database: DatabaseSync) {
  database.exec(`CREATE TABLE IF NOT EXISTS head (
    only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER NOT NULL, hash TEXT NOT NULL, timestamp INTEGER NOT NULL) STRICT`);
  const get = database.prepare('SELECT * FROM head');
  const put = database.prepare('INSERT OR REPLACE INTO head VALUES (1, ?, ?, ?)');
  return {
    get(): IndexedHead | undefined {
      const row = get.get();
      if (row === undefined) return undefined;
      return { number: whole(row, 'number'), hash: hex(row, 'hash'), timestamp: whole(row, 'timestamp') };
    },
    put({ number, hash, timestamp }: IndexedHead): void {
      put.run(number, hash, timestamp);
    },
    reset: () => database.exec('DELETE FROM head'),
  };
}
