import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import { hex, optionalText, optionalWhole, type Row, text, whole } from './row.ts';

/** Policies, purposes, approvals and uses with the proposal (decimal; '0': the founder) behind each change; accounts in lower case. */
const tables = `
  CREATE TABLE IF NOT EXISTS policies (
    id INTEGER PRIMARY KEY, owner TEXT NOT NULL, legal_basis INTEGER NOT NULL, review_by INTEGER NOT NULL,
    document TEXT NOT NULL, rules TEXT NOT NULL, published_at INTEGER NOT NULL, published_by TEXT NOT NULL,
    retired_at INTEGER, retired_by TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS purpose_votes (
    number INTEGER PRIMARY KEY, purpose TEXT NOT NULL, is_voted INTEGER NOT NULL, voted_at INTEGER NOT NULL,
    voted_by TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS purpose_votes_by_purpose ON purpose_votes (purpose, voted_at);
  CREATE TABLE IF NOT EXISTS approvals (
    number INTEGER PRIMARY KEY, policy INTEGER NOT NULL, rule INTEGER NOT NULL, participant TEXT NOT NULL,
    until INTEGER NOT NULL, approved_at INTEGER NOT NULL, approved_by TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS approvals_by_rule ON approvals (policy, rule, participant, approved_at);
  CREATE TABLE IF NOT EXISTS permission_uses (
    number INTEGER PRIMARY KEY, policy INTEGER NOT NULL, rule INTEGER NOT NULL, participant TEXT NOT NULL,
    used INTEGER NOT NULL, used_at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS permission_uses_by_rule ON permission_uses (policy, rule, participant, used_at);
`;

export interface PolicyRow {
  id: number;
  owner: Address;
  /** `legalBases` by number. */
  legalBasis: number;
  reviewBy: number;
  /** sha2-256 of the canonical document. */
  document: Hex;
  rules: Hex;
  publishedAt: number;
  publishedBy: string;
  retiredAt: number | undefined;
  retiredBy: string | undefined;
}

export interface PurposeRow {
  purpose: string;
  isVoted: boolean;
  at: number;
  by: string;
}

export interface ApprovalRow {
  policy: number;
  rule: number;
  participant: Address;
  /** Unix seconds, exclusive; 0 takes an approval back. */
  until: number;
  at: number;
  by: string;
}

export interface UseRow {
  policy: number;
  rule: number;
  participant: Address;
  /** How often so far. */
  used: number;
  at: number;
}

export type PoliciesTable = ReturnType<typeof openPoliciesTable>;

/** What was voted about policies, in the order in which it happened: readable as of any time. */
export function openPoliciesTable(database: DatabaseSync) {
  database.exec(tables);
  const statements = {
    get: database.prepare('SELECT * FROM policies WHERE id = ?'),
    list: database.prepare('SELECT * FROM policies ORDER BY id'),
    inForce: database.prepare(
      'SELECT id FROM policies WHERE published_at <= ?1 AND (retired_at IS NULL OR retired_at > ?1) ORDER BY id',
    ),
    retired: database.prepare('SELECT * FROM policies WHERE retired_at <= ? ORDER BY retired_at DESC, id DESC LIMIT ?'),
    publish: database.prepare('INSERT OR IGNORE INTO policies VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)'),
    retire: database.prepare('UPDATE policies SET retired_at = ?, retired_by = ? WHERE id = ?'),
    purposes: database.prepare('SELECT * FROM purpose_votes ORDER BY number'),
    purposeAt: database.prepare(
      'SELECT * FROM purpose_votes WHERE purpose = ? AND voted_at <= ? ORDER BY number DESC LIMIT 1',
    ),
    setPurpose: database.prepare(
      'INSERT INTO purpose_votes (purpose, is_voted, voted_at, voted_by) VALUES (?, ?, ?, ?)',
    ),
    approvals: database.prepare('SELECT * FROM approvals WHERE policy = ? ORDER BY number'),
    approvalAt: database.prepare(
      `SELECT * FROM approvals WHERE policy = ? AND rule = ? AND participant = ? AND approved_at <= ?
       ORDER BY number DESC LIMIT 1`,
    ),
    approve: database.prepare(
      'INSERT INTO approvals (policy, rule, participant, until, approved_at, approved_by) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    usedAt: database.prepare(
      `SELECT used FROM permission_uses WHERE policy = ? AND rule = ? AND participant = ? AND used_at <= ?
       ORDER BY number DESC LIMIT 1`,
    ),
    use: database.prepare(
      'INSERT INTO permission_uses (policy, rule, participant, used, used_at) VALUES (?, ?, ?, ?, ?)',
    ),
  };
  let resets = 0;
  return {
    /** How often everything was forgotten: what is remembered beside the table is then old. */
    resets: () => resets,
    get(id: number): PolicyRow | undefined {
      const row = statements.get.get(id);
      return row === undefined ? undefined : policyOf(row);
    },
    /** Every policy there has been. */
    list: (): PolicyRow[] => statements.list.all().map(policyOf),
    /** As of the last block up to that time. */
    idsInForce: (at: number): number[] => statements.inForce.all(at).map((row) => whole(row, 'id')),
    /** Retired up to that time, the latest first. */
    retired: (at: number, limit: number): PolicyRow[] => statements.retired.all(at, limit).map(policyOf),
    publish(one: Omit<PolicyRow, 'retiredAt' | 'retiredBy'>): void {
      const { id, owner, legalBasis, reviewBy, document, rules, publishedAt, publishedBy } = one;
      const who = owner.toLowerCase();
      statements.publish.run(id, who, legalBasis, reviewBy, document, rules, publishedAt, publishedBy);
    },
    retire: (id: number, at: number, by: string) => void statements.retire.run(at, by, id),
    /** Every vote on a purpose, oldest first. */
    purposes: (): PurposeRow[] => statements.purposes.all().map(purposeOf),
    purposeAt(purpose: string, at: number): PurposeRow | undefined {
      const row = statements.purposeAt.get(purpose, at);
      return row === undefined ? undefined : purposeOf(row);
    },
    setPurpose: ({ purpose, isVoted, at, by }: PurposeRow) =>
      void statements.setPurpose.run(purpose, isVoted ? 1 : 0, at, by),
    approvals: (policy: number): ApprovalRow[] => statements.approvals.all(policy).map(approvalOf),
    approvalAt(policy: number, rule: number, participant: string, at: number): ApprovalRow | undefined {
      const row = statements.approvalAt.get(policy, rule, participant.toLowerCase(), at);
      return row === undefined ? undefined : approvalOf(row);
    },
    approve({ policy, rule, participant, until, at, by }: ApprovalRow): void {
      statements.approve.run(policy, rule, participant.toLowerCase(), until, at, by);
    },
    usedAt(policy: number, rule: number, participant: string, at: number): number {
      const row = statements.usedAt.get(policy, rule, participant.toLowerCase(), at);
      return row === undefined ? 0 : whole(row, 'used');
    },
    use: ({ policy, rule, participant, used, at }: UseRow) =>
      void statements.use.run(policy, rule, participant.toLowerCase(), used, at),
    /** Forgets everything: the chain is read again from its start. */
    reset(): void {
      resets += 1;
      for (const table of ['policies', 'purpose_votes', 'approvals', 'permission_uses'])
        database.exec(`DELETE FROM ${table}`);
    },
  };
}

function policyOf(row: Row): PolicyRow {
  return {
    id: whole(row, 'id'),
    owner: hex(row, 'owner'),
    legalBasis: whole(row, 'legal_basis'),
    reviewBy: whole(row, 'review_by'),
    document: hex(row, 'document'),
    rules: hex(row, 'rules'),
    publishedAt: whole(row, 'published_at'),
    publishedBy: text(row, 'published_by'),
    retiredAt: optionalWhole(row, 'retired_at'),
    retiredBy: optionalText(row, 'retired_by'),
  };
}

function purposeOf(row: Row): PurposeRow {
  return {
    purpose: text(row, 'purpose'),
    isVoted: whole(row, 'is_voted') === 1,
    at: whole(row, 'voted_at'),
    by: text(row, 'voted_by'),
  };
}

function approvalOf(row: Row): ApprovalRow {
  return {
    policy: whole(row, 'policy'),
    rule: whole(row, 'rule'),
    participant: hex(row, 'participant'),
    until: whole(row, 'until'),
    at: whole(row, 'approved_at'),
    by: text(row, 'approved_by'),
  };
}
