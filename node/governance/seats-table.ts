import type { DatabaseSync } from 'node:sqlite';
import type { Address } from 'viem';
import { hex, optionalText, optionalWhole, type Row, text, whole } from './row.ts';

/** Seats and grants of roles with the proposal (decimal; '0': the founder) that gave and took each. */
const tables = `
  CREATE TABLE IF NOT EXISTS seats (
    number INTEGER PRIMARY KEY, agency TEXT NOT NULL, granted_at INTEGER NOT NULL, granted_by TEXT NOT NULL,
    withdrawn_at INTEGER, withdrawn_by TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS role_grants (
    number INTEGER PRIMARY KEY, role TEXT NOT NULL, account TEXT NOT NULL, granted_at INTEGER NOT NULL,
    granted_by TEXT NOT NULL, until INTEGER NOT NULL, revoked_at INTEGER) STRICT;
  CREATE INDEX IF NOT EXISTS role_grants_by_account ON role_grants (account);
`;

export interface SeatRow {
  agency: Address;
  grantedAt: number;
  grantedBy: string;
  withdrawnAt: number | undefined;
  withdrawnBy: string | undefined;
}

export interface RoleGrantRow {
  role: string;
  account: Address;
  grantedAt: number;
  grantedBy: string;
  /** First second without the role; 0 is never. */
  until: number;
  revokedAt: number | undefined;
}

export type SeatsTable = ReturnType<typeof openSeatsTable>;

/** Who has had a seat or a role, since and until when, by which vote. */
export function openSeatsTable(database: DatabaseSync) {
  database.exec(tables);
  const statements = {
    seats: database.prepare('SELECT * FROM seats ORDER BY number'),
    grant: database.prepare('INSERT INTO seats (agency, granted_at, granted_by) VALUES (?, ?, ?)'),
    withdraw: database.prepare(
      'UPDATE seats SET withdrawn_at = ?, withdrawn_by = ? WHERE agency = ? AND withdrawn_at IS NULL',
    ),
    roles: database.prepare('SELECT * FROM role_grants ORDER BY number'),
    rolesAt: database.prepare(
      `SELECT * FROM role_grants WHERE account = ?1 AND granted_at <= ?2 AND (until = 0 OR until > ?2)
       AND (revoked_at IS NULL OR revoked_at > ?2) ORDER BY number`,
    ),
    grantRole: database.prepare(
      'INSERT INTO role_grants (role, account, granted_at, granted_by, until) VALUES (?, ?, ?, ?, ?)',
    ),
    revokeRole: database.prepare(
      'UPDATE role_grants SET revoked_at = ? WHERE role = ? AND account = ? AND revoked_at IS NULL',
    ),
  };
  return {
    seats: (): SeatRow[] => statements.seats.all().map(seatOf),
    grant: (agency: Address, at: number, by: string) => void statements.grant.run(agency.toLowerCase(), at, by),
    withdraw: (agency: Address, at: number, by: string) => void statements.withdraw.run(at, by, agency.toLowerCase()),
    roles: (): RoleGrantRow[] => statements.roles.all().map(grantOf),
    /** The grants by which an account had roles at that time (unix seconds). */
    rolesAt: (account: string, at: number): RoleGrantRow[] =>
      statements.rolesAt.all(account.toLowerCase(), at).map(grantOf),
    grantRole({ role, account, grantedAt, grantedBy, until }: Omit<RoleGrantRow, 'revokedAt'>): void {
      statements.grantRole.run(role, account.toLowerCase(), grantedAt, grantedBy, until);
    },
    revokeRole: (role: string, account: Address, at: number) =>
      void statements.revokeRole.run(at, role, account.toLowerCase()),
    /** Forgets everything: the chain is read again from its start. */
    reset: () => database.exec('DELETE FROM seats; DELETE FROM role_grants'),
  };
}

function seatOf(row: Row): SeatRow {
  return {
    agency: hex(row, 'agency'),
    grantedAt: whole(row, 'granted_at'),
    grantedBy: text(row, 'granted_by'),
    withdrawnAt: optionalWhole(row, 'withdrawn_at'),
    withdrawnBy: optionalText(row, 'withdrawn_by'),
  };
}

function grantOf(row: Row): RoleGrantRow {
  return {
    role: text(row, 'role'),
    account: hex(row, 'account'),
    grantedAt: whole(row, 'granted_at'),
    grantedBy: text(row, 'granted_by'),
    until: whole(row, 'until'),
    revokedAt: optionalWhole(row, 'revoked_at'),
  };
}
