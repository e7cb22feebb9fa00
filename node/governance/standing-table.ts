import type { DatabaseSync } from 'node:sqlite';
import type { Address } from 'viem';
import { type Row, text, whole } from './row.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS standings (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, since INTEGER NOT NULL,
    caused_by TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS standings_by_account ON standings (account, since);
`;

/** What a participant is from `since` on, by which vote (decimal; '0': no vote). */
export interface StandingRow {
  kind: string;
  status: string;
  since: number;
  by: string;
}

export type StandingTable = ReturnType<typeof openStandingTable>;

/** Who was enrolled as what, and suspended or reinstated when: readable as of any time. */
export function openStandingTable(database: DatabaseSync) {
  database.exec(tables);
  const at = database.prepare('SELECT * FROM standings WHERE account = ? AND since <= ? ORDER BY number DESC LIMIT 1');
  const latest = database.prepare('SELECT * FROM standings WHERE account = ? ORDER BY number DESC LIMIT 1');
  const put = database.prepare(
    'INSERT INTO standings (account, kind, status, since, caused_by) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    at(account: string, time: number): StandingRow | undefined {
      const row = at.get(account.toLowerCase(), time);
      return row === undefined ? undefined : standingOf(row);
    },
    enrol: (account: Address, { kind, status, since, by }: StandingRow) =>
      void put.run(account.toLowerCase(), kind, status, since, by),
    /** Keeps the kind. */
    change(account: Address, { status, since, by }: Omit<StandingRow, 'kind'>): void {
      const row = latest.get(account.toLowerCase());
      if (row !== undefined) put.run(account.toLowerCase(), text(row, 'kind'), status, since, by);
    },
    /** Forgets everything: the chain is read again from its start. */
    reset: () => database.exec('DELETE FROM standings'),
  };
}

function standingOf(row: Row): StandingRow {
  return {
    kind: text(row, 'kind'),
    status: text(row, 'status'),
    since: whole(row, 'since'),
    by: text(row, 'caused_by'),
  };
}
