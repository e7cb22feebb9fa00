import type { DatabaseSync } from 'node:sqlite';
import type { Address } from 'viem';
import { hex, optionalText, optionalWhole, type Row, text, whole } from '../governance/row.ts';

/** One row for each standing mandate; `by` is a proposal's id in decimal ('0': the founder). Addresses in lower case. */
const tables = `
  CREATE TABLE IF NOT EXISTS mandates (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, area TEXT NOT NULL, agency TEXT NOT NULL, largest_change TEXT NOT NULL,
    until INTEGER NOT NULL, per_day INTEGER NOT NULL, granted_at INTEGER NOT NULL, granted_by TEXT NOT NULL,
    revoked_at INTEGER, revoked_by TEXT) STRICT;
`;

export interface MandateRow {
  id: number;
  kind: string;
  area: string;
  agency: Address;
  /** Decimal text. */
  largestChange: string;
  /** First second (unix) without the mandate. */
  until: number;
  perDay: number;
  grantedAt: number;
  grantedBy: string;
  revokedAt: number | undefined;
  revokedBy: string | undefined;
}

export type MandatesTable = ReturnType<typeof openMandatesTable>;

/** The standing mandates, derived from the ledger's events. Writing the same event twice changes nothing. */
export function openMandatesTable(database: DatabaseSync) {
  database.exec(tables);
  const all = database.prepare('SELECT * FROM mandates ORDER BY id DESC');
  const grant = database.prepare(
    `INSERT OR IGNORE INTO mandates (id, kind, area, agency, largest_change, until, per_day, granted_at, granted_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const revoke = database.prepare('UPDATE mandates SET revoked_at = ?, revoked_by = ? WHERE id = ?');
  return {
    /** Newest first. */
    list: (): MandateRow[] => all.all().map(readMandate),
    grant(row: Omit<MandateRow, 'revokedAt' | 'revokedBy'>): void {
      const { id, kind, area, agency, largestChange, until, perDay, grantedAt, grantedBy } = row;
      grant.run(id, kind, area, agency.toLowerCase(), largestChange, until, perDay, grantedAt, grantedBy);
    },
    revoke: (id: number, at: number, by: string) => void revoke.run(at, by, id),
    /** Forgets everything: the chain is read again from its start. */
    reset: () => database.exec('DELETE FROM mandates'),
  };
}

function readMandate(row: Row): MandateRow {
  return {
    id: whole(row, 'id'),
    kind: text(row, 'kind'),
    area: text(row, 'area'),
    agency: hex(row, 'agency'),
    largestChange: text(row, 'largest_change'),
    until: whole(row, 'until'),
    perDay: whole(row, 'per_day'),
    grantedAt: whole(row, 'granted_at'),
    grantedBy: text(row, 'granted_by'),
    revokedAt: optionalWhole(row, 'revoked_at'),
    revokedBy: optionalText(row, 'revoked_by'),
  };
}
