import type { DatabaseSync } from 'node:sqlite';
import { type Hex, isHex } from 'viem';
import type { FollowedBlock } from './followed-block.ts';

/** How far a follower has come; kept in the same database as what it wrote, and moved in the same transaction. */
export interface Cursor {
  position(): number;
  /** Hash of the block at the position; undefined before the first. */
  hash(): Hex | undefined;
  commit(block: FollowedBlock, apply: (block: FollowedBlock) => void): void;
  startOver(reset: () => void): void;
}

/** Opens the cursor of this name, standing before `firstBlock` when it is new. */
export function openCursor(database: DatabaseSync, name: string, firstBlock: number): Cursor {
  database.exec(
    'CREATE TABLE IF NOT EXISTS cursors (name TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT) STRICT',
  );
  const put = database.prepare('INSERT OR REPLACE INTO cursors VALUES (?, ?, ?)');
  const row = database.prepare('SELECT number, hash FROM cursors WHERE name = ?').get(name);
  let position = typeof row?.number === 'number' ? row.number : firstBlock - 1;
  let hash = isHex(row?.hash) ? row.hash : undefined;

  function inTransaction(write: () => void): void {
    database.exec('BEGIN IMMEDIATE');
    try {
      write();
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    position: () => position,
    hash: () => hash,
    commit(block, apply) {
      inTransaction(() => {
        apply(block);
        put.run(name, block.number, block.hash);
      });
      position = block.number;
      hash = block.hash;
    },
    startOver(reset) {
      inTransaction(() => {
        reset();
        put.run(name, firstBlock - 1, null);
      });
      position = firstBlock - 1;
      hash = undefined;
    },
  };
}
