import { DatabaseSync } from 'node:sqlite';
import { NodeError } from '../protocol/errors.ts';
import { type AccessRecord, hashOfRecord, noRecord } from '../protocol/policy/access-record.ts';
import { reasons } from '../protocol/policy/reasons.ts';
import { actions } from '../protocol/policy/rules.ts';
import { hex, optionalHex, type Row, text, whole } from './row.ts';

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS access_records (
    number INTEGER PRIMARY KEY, participant TEXT NOT NULL, target TEXT NOT NULL, action TEXT NOT NULL,
    purpose TEXT NOT NULL, collections TEXT NOT NULL, at INTEGER NOT NULL, asked_at INTEGER NOT NULL,
    block INTEGER NOT NULL, is_permitted INTEGER NOT NULL, reason TEXT NOT NULL, policy INTEGER NOT NULL,
    rule INTEGER NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL, asked_by TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS access_records_by_participant ON access_records (participant, number);
  CREATE INDEX IF NOT EXISTS access_records_by_target ON access_records (target, number);
`;

export type NewAccessRecord = Omit<AccessRecord, 'number' | 'previous' | 'hash'>;

export interface RecordQuery {
  participant?: string;
  /** URN. */
  target?: string;
  /** Records above this number. */
  after: number;
  limit: number;
}

export interface AccessRecords {
  /** Keeps the records together; they are on the disk when it returns. */
  append(records: readonly NewAccessRecord[]): AccessRecord[];
  /** In rising order. */
  list(query: RecordQuery): AccessRecord[];
  /** Those asked at or after that time (unix seconds), in rising order. */
  since(askedAt: number): AccessRecord[];
  close(): void;
}

/** Every verdict that this node was asked for, in a file of its own: it is not derived from the chain and never made again. */
export function openAccessRecords(path: string): AccessRecords {
  const database = new DatabaseSync(path);
  database.exec(tables);
  addAskedBy(database);
  const last = database.prepare('SELECT number, hash FROM access_records ORDER BY number DESC LIMIT 1');
  const put = database.prepare('INSERT INTO access_records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const list = database.prepare(
    `SELECT * FROM access_records WHERE number > ?1 AND (?2 IS NULL OR participant = ?2) AND (?3 IS NULL OR target = ?3)
     ORDER BY number LIMIT ?4`,
  );
  const since = database.prepare('SELECT * FROM access_records WHERE asked_at >= ? ORDER BY number');

  function write(record: AccessRecord): void {
    const { number, participant, target, action, purpose, collections, at, askedAt, block } = record;
    const { isPermitted, reason, policyId, ruleIndex, previous, hash, askedBy } = record;
    const asked = [participant, target, action, purpose, JSON.stringify(collections), at, askedAt, block] as const;
    const answered = [isPermitted ? 1 : 0, reason, policyId, ruleIndex, previous, hash] as const;
    put.run(number, ...asked, ...answered, askedBy ?? null);
  }

  return {
    append(records) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const head = last.get();
        let number = head === undefined ? 0 : whole(head, 'number');
        let previous = head === undefined ? noRecord : hex(head, 'hash');
        const kept = records.map((record): AccessRecord => {
          number += 1;
          const linked = { ...record, number, previous };
          const whole = { ...linked, hash: hashOfRecord(linked) };
          previous = whole.hash;
          write(whole);
          return whole;
        });
        database.exec('COMMIT');
        return kept;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    list: ({ participant, target, after, limit }) =>
      list.all(after, participant?.toLowerCase() ?? null, target ?? null, limit).map(recordOf),
    since: (askedAt) => since.all(askedAt).map(recordOf),
    close: () => database.close(),
  };
}

/** A file of before signed questions were told apart has no such column; its records stay as they are. */
function addAskedBy(database: DatabaseSync): void {
  const columns = database.prepare("SELECT name FROM pragma_table_info('access_records')").all();
  if (columns.some(({ name }) => name === 'asked_by')) return;
  database.exec('ALTER TABLE access_records ADD COLUMN asked_by TEXT');
}

function recordOf(row: Row): AccessRecord {
  const action = actions.find((word) => word === row.action);
  const reason = reasons.find((word) => word === row.reason);
  if (action === undefined || reason === undefined)
    throw new NodeError('INDEX_CORRUPT', { column: 'action or reason' });
  const askedBy = optionalHex(row, 'asked_by');
  const collections: string[] = JSON.parse(text(row, 'collections'));
  return {
    number: whole(row, 'number'),
    participant: hex(row, 'participant'),
    target: text(row, 'target'),
    action,
    purpose: text(row, 'purpose'),
    collections,
    at: whole(row, 'at'),
    askedAt: whole(row, 'asked_at'),
    ...(askedBy === undefined ? {} : { askedBy }),
    block: whole(row, 'block'),
    isPermitted: whole(row, 'is_permitted') === 1,
    reason,
    policyId: whole(row, 'policy'),
    ruleIndex: whole(row, 'rule'),
    previous: hex(row, 'previous'),
    hash: hex(row, 'hash'),
  };
}
