import { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import type { SignerSignature } from '../protocol/call.ts';
import { batchFromJson, batchToJson } from '../protocol/call-json.ts';
import type { StoredCall, StoredRefusal } from './call-record.ts';
import { hex, optionalHex, type Row, text, whole } from './row.ts';

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS calls (
    digest TEXT PRIMARY KEY, account TEXT NOT NULL, batch TEXT NOT NULL, deadline INTEGER NOT NULL,
    created_at INTEGER NOT NULL, cost TEXT NOT NULL, transaction_hash TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS calls_by_account ON calls (account, created_at);
  CREATE TABLE IF NOT EXISTS signatures (
    digest TEXT NOT NULL, signer TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (digest, signer)) STRICT;
  CREATE INDEX IF NOT EXISTS signatures_by_signer ON signatures (signer);
  CREATE TABLE IF NOT EXISTS refusals (
    digest TEXT NOT NULL, signer TEXT NOT NULL, failed_check TEXT NOT NULL, signature TEXT NOT NULL,
    PRIMARY KEY (digest, signer)) STRICT;
`;

export interface CallsTable {
  get(digest: Hex): StoredCall | undefined;
  /** Newest first. */
  list(account: Address | undefined, limit: number): StoredCall[];
  /** How many calls that were not executed carry a signature of this signer and came at or after `from`. */
  countWaiting(signer: Hex, from: number): number;
  put(call: StoredCall): void;
  putRefusal(digest: Hex, refusal: StoredRefusal): void;
  /** Notes where a call went that was executed without this node's knowing, or just before it was killed. */
  markExecuted(digest: Hex, transactionHash: Hex): void;
  /** Forgets calls that were not executed and whose deadline passed before `before`. */
  forget(before: number): void;
  close(): void;
}

/** The calls that came through this node, durable before they are acknowledged (SQLite WAL, synchronous=FULL). */
export function openCallsTable(path: string): CallsTable {
  const database = new DatabaseSync(path);
  database.exec(tables);
  const statements = {
    get: database.prepare('SELECT * FROM calls WHERE digest = ?'),
    signatures: database.prepare('SELECT * FROM signatures WHERE digest = ? ORDER BY rowid'),
    refusals: database.prepare('SELECT * FROM refusals WHERE digest = ? ORDER BY rowid'),
    list: database.prepare('SELECT * FROM calls ORDER BY created_at DESC, rowid DESC LIMIT ?'),
    listOf: database.prepare('SELECT * FROM calls WHERE account = ? ORDER BY created_at DESC, rowid DESC LIMIT ?'),
    count: database.prepare(
      `SELECT count(*) AS waiting FROM signatures JOIN calls USING (digest)
       WHERE signer = ? AND created_at >= ? AND transaction_hash IS NULL`,
    ),
    put: database.prepare(
      'INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET transaction_hash = excluded.transaction_hash, cost = excluded.cost',
    ),
    putSignature: database.prepare('INSERT OR IGNORE INTO signatures VALUES (?, ?, ?)'),
    putRefusal: database.prepare('INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?)'),
    markExecuted: database.prepare(
      'UPDATE calls SET transaction_hash = ? WHERE digest = ? AND transaction_hash IS NULL',
    ),
    forget: database.prepare('DELETE FROM calls WHERE deadline < ? AND transaction_hash IS NULL'),
    forgetSignatures: database.prepare('DELETE FROM signatures WHERE digest NOT IN (SELECT digest FROM calls)'),
    forgetRefusals: database.prepare('DELETE FROM refusals WHERE digest NOT IN (SELECT digest FROM calls)'),
  };
  const read = (row: Row): StoredCall => {
    const digest = text(row, 'digest');
    return storedCall(row, statements.signatures.all(digest), statements.refusals.all(digest));
  };
  return {
    get(digest) {
      const row = statements.get.get(digest.toLowerCase());
      return row === undefined ? undefined : read(row);
    },
    list(account, limit) {
      const rows =
        account === undefined ? statements.list.all(limit) : statements.listOf.all(account.toLowerCase(), limit);
      return rows.map(read);
    },
    countWaiting(signer, from) {
      const row = statements.count.get(signer, from);
      return row === undefined ? 0 : whole(row, 'waiting');
    },
    put(call) {
      const digest = call.digest.toLowerCase();
      atomically(database, () => {
        statements.put.run(
          digest,
          call.batch.account.toLowerCase(),
          JSON.stringify(batchToJson(call.batch)),
          call.batch.deadline,
          call.createdAt,
          JSON.stringify(call.cost),
          call.transactionHash ?? null,
        );
        for (const { signer, signature } of call.signatures) statements.putSignature.run(digest, signer, signature);
      });
    },
    putRefusal(digest, { signer, check, signature }) {
      statements.putRefusal.run(digest.toLowerCase(), signer, check, signature);
    },
    markExecuted: (digest, transactionHash) =>
      void statements.markExecuted.run(transactionHash.toLowerCase(), digest.toLowerCase()),
    forget(before) {
      atomically(database, () => {
        statements.forget.run(before);
        statements.forgetSignatures.run();
        statements.forgetRefusals.run();
      });
    },
    close: () => database.close(),
  };
}

function atomically(database: DatabaseSync, write: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    write();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function storedCall(row: Row, signatures: Row[], refusals: Row[]): StoredCall {
  const transactionHash = optionalHex(row, 'transaction_hash');
  return {
    digest: hex(row, 'digest'),
    batch: batchFromJson(JSON.parse(text(row, 'batch'))).batch,
    signatures: signatures.map(
      (entry): SignerSignature => ({ signer: hex(entry, 'signer'), signature: hex(entry, 'signature') }),
    ),
    refusals: refusals.map((entry) => ({
      signer: hex(entry, 'signer'),
      check: text(entry, 'failed_check'),
      signature: hex(entry, 'signature'),
    })),
    createdAt: whole(row, 'created_at'),
    cost: JSON.parse(text(row, 'cost')),
    ...(transactionHash === undefined ? {} : { transactionHash }),
  };
}
