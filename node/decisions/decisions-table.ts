import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import type { DecisionState } from '../protocol/abi.ts';
import { type DecisionRow, readDecision } from './decision-row.ts';

/** One row for each decision, derived from the ledger's events. Addresses and hashes in lower case. */
const tables = `
  CREATE TABLE IF NOT EXISTS decisions (
    id INTEGER PRIMARY KEY, state TEXT NOT NULL, kind TEXT NOT NULL, agency TEXT NOT NULL, committee TEXT NOT NULL,
    problem TEXT NOT NULL, snapshot TEXT NOT NULL, is_restricted INTEGER NOT NULL, record_by INTEGER NOT NULL,
    challenge_window INTEGER NOT NULL, requested_at INTEGER NOT NULL, request_transaction TEXT NOT NULL,
    request_block INTEGER NOT NULL, request_gas INTEGER NOT NULL,
    report TEXT, model_root TEXT, sample_hash TEXT, energy TEXT, bound TEXT, recorded_at INTEGER,
    record_transaction TEXT, record_block INTEGER, record_gas INTEGER, record_calldata_bytes INTEGER,
    record_digest TEXT, record_signers TEXT, challenge_until INTEGER,
    final_at INTEGER, final_transaction TEXT, final_gas INTEGER,
    mandate INTEGER, mandate_area TEXT, mandate_change TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS decisions_by_state ON decisions (state, id);
  CREATE INDEX IF NOT EXISTS decisions_by_mandate ON decisions (mandate, id);
`;

export interface DecisionRequest {
  id: number;
  kind: string;
  agency: Address;
  committee: Address;
  problem: Hex;
  snapshot: Hex;
  isRestricted: boolean;
  recordBy: number;
  challengeWindow: number;
  at: number;
  transactionHash: Hex;
  blockNumber: number;
  gas: number;
}

export interface DecisionRecord {
  id: number;
  report: Hex;
  modelRoot: Hex;
  sampleHash: Hex;
  energy: bigint;
  bound: bigint;
  challengeUntil: number;
  at: number;
  transactionHash: Hex;
  blockNumber: number;
  gas: number;
  calldataBytes: number;
  /** EIP-712 digest of the recording batch; undefined where the committee is not an account of ours. */
  digest: Hex | undefined;
  signers: readonly Hex[];
}

export interface DecisionEnd {
  id: number;
  state: 'FINAL' | 'EXPIRED';
  at: number;
  transactionHash: Hex;
  gas: number;
}

/** What a request under a standing mandate says of itself; the change as the ledger has it. */
export interface MandateUse {
  id: number;
  mandate: number;
  area: string;
  change: bigint;
}

export type DecisionsTable = ReturnType<typeof openDecisionsTable>;

/** Reads and writes of the decisions' part of the index. Writing the same event twice changes nothing. */
export function openDecisionsTable(database: DatabaseSync) {
  database.exec(tables);
  const statements = {
    get: database.prepare('SELECT * FROM decisions WHERE id = ?'),
    list: database.prepare('SELECT * FROM decisions WHERE id < ? ORDER BY id DESC LIMIT ?'),
    listOf: database.prepare('SELECT * FROM decisions WHERE id < ? AND state = ? ORDER BY id DESC LIMIT ?'),
    byDigest: database.prepare('SELECT * FROM decisions WHERE problem = ?1 OR snapshot = ?1 OR report = ?1 LIMIT 20'),
    due: database.prepare(
      `SELECT * FROM decisions WHERE (state = 'RECORDED' AND challenge_until <= ?1) OR (state = 'REQUESTED' AND record_by < ?1)
       ORDER BY id LIMIT 100`,
    ),
    next: database.prepare(
      `SELECT min(CASE state WHEN 'RECORDED' THEN challenge_until ELSE record_by + 1 END) AS at FROM decisions
       WHERE state IN ('RECORDED', 'REQUESTED')`,
    ),
    request: database.prepare(
      `INSERT OR IGNORE INTO decisions (id, state, kind, agency, committee, problem, snapshot, is_restricted, record_by,
       challenge_window, requested_at, request_transaction, request_block, request_gas)
       VALUES (?, 'REQUESTED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    record: database.prepare(
      `UPDATE decisions SET state = 'RECORDED', report = ?, model_root = ?, sample_hash = ?, energy = ?, bound = ?,
       recorded_at = ?, record_transaction = ?, record_block = ?, record_gas = ?, record_calldata_bytes = ?,
       record_digest = ?, record_signers = ?, challenge_until = ? WHERE id = ?`,
    ),
    end: database.prepare(
      'UPDATE decisions SET state = ?, final_at = ?, final_transaction = ?, final_gas = ? WHERE id = ?',
    ),
    move: database.prepare('UPDATE decisions SET state = ?1 WHERE id = ?2 AND (?3 IS NULL OR state = ?3)'),
    moveWindow: database.prepare('UPDATE decisions SET challenge_until = ? WHERE id = ?'),
    beat: database.prepare('UPDATE decisions SET sample_hash = ?, energy = ? WHERE id = ?'),
    useMandate: database.prepare('UPDATE decisions SET mandate = ?, mandate_area = ?, mandate_change = ? WHERE id = ?'),
    underMandate: database.prepare('SELECT * FROM decisions WHERE mandate = ? ORDER BY id DESC LIMIT 100'),
  };
  return {
    get(id: number): DecisionRow | undefined {
      const row = statements.get.get(id);
      return row === undefined ? undefined : readDecision(row);
    },
    /** Newest first, with numbers below `before`. */
    list({ before, state, limit }: { before: number; state?: string | undefined; limit: number }): DecisionRow[] {
      const rows =
        state === undefined ? statements.list.all(before, limit) : statements.listOf.all(before, state, limit);
      return rows.map(readDecision);
    },
    /** Decisions whose problem, snapshot or report has this digest. */
    withDigest: (digest: Hex): DecisionRow[] => statements.byDigest.all(digest.toLowerCase()).map(readDecision),
    /** Those that may be finalized or expired at this time. */
    due: (now: number): DecisionRow[] => statements.due.all(now).map(readDecision),
    /** When the next decision falls due, in unix seconds. */
    nextDeadline(): number | undefined {
      const at = statements.next.get()?.at;
      return typeof at === 'number' ? at : undefined;
    },
    /** Forgets everything: the chain is read again from its start. */
    reset: () => database.exec('DELETE FROM decisions'),
    request(one: DecisionRequest): void {
      const { id, kind, agency, committee, problem, snapshot, isRestricted, recordBy, challengeWindow } = one;
      const addresses = [agency.toLowerCase(), committee.toLowerCase()] as const;
      const terms = [problem, snapshot, isRestricted ? 1 : 0, recordBy, challengeWindow] as const;
      statements.request.run(
        id,
        kind,
        ...addresses,
        ...terms,
        one.at,
        one.transactionHash.toLowerCase(),
        one.blockNumber,
        one.gas,
      );
    },
    record(one: DecisionRecord): void {
      const outcome = [one.report, one.modelRoot, one.sampleHash, String(one.energy), String(one.bound)] as const;
      const place = [one.at, one.transactionHash.toLowerCase(), one.blockNumber, one.gas, one.calldataBytes] as const;
      const signers = JSON.stringify(one.signers);
      statements.record.run(...outcome, ...place, one.digest ?? null, signers, one.challengeUntil, one.id);
    },
    end({ id, state, at, transactionHash, gas }: DecisionEnd): void {
      statements.end.run(state, at, transactionHash.toLowerCase(), gas, id);
    },
    /** To another state; with `from`, only where the decision is in that one. */
    move: (id: number, to: DecisionState, from?: DecisionState) => void statements.move.run(to, id, from ?? null),
    moveWindow: (id: number, challengeUntil: number) => void statements.moveWindow.run(challengeUntil, id),
    /** A better sample stands from now on. */
    beat: (id: number, sampleHash: Hex, energy: bigint) =>
      void statements.beat.run(sampleHash.toLowerCase(), String(energy), id),
    useMandate: ({ id, mandate, area, change }: MandateUse) =>
      void statements.useMandate.run(mandate, area, String(change), id),
    /** The latest hundred decisions requested under this mandate, newest first. */
    underMandate: (mandate: number): DecisionRow[] => statements.underMandate.all(mandate).map(readDecision),
  };
}
