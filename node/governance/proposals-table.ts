import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import type { Call } from '../protocol/call.ts';
import { NodeError } from '../protocol/errors.ts';
import { type Support, supports } from '../protocol/governance-abi.ts';
import { hex, optionalHex, optionalText, optionalWhole, type Row, text, whole } from './row.ts';

/** Tables of proposals and ballots: derived from the governor's events, addresses in lower case, ids decimal. */
const tables = `
  CREATE TABLE IF NOT EXISTS proposals (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, proposer TEXT NOT NULL, calls TEXT NOT NULL,
    description TEXT NOT NULL, created_at INTEGER NOT NULL, vote_start INTEGER NOT NULL, vote_end INTEGER NOT NULL,
    propose_transaction TEXT NOT NULL, eta INTEGER, queue_transaction TEXT, executed_at INTEGER,
    execute_transaction TEXT, canceled_at INTEGER, guardian TEXT, veto_reason TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS ballots (
    proposal TEXT NOT NULL, voter TEXT NOT NULL, support TEXT NOT NULL, weight INTEGER NOT NULL,
    cast_at INTEGER NOT NULL, transaction_hash TEXT NOT NULL, reason_hash TEXT, PRIMARY KEY (proposal, voter)) STRICT;
`;

export interface ProposalRow {
  /** Decimal. */
  id: string;
  proposer: Address;
  calls: Call[];
  /** A salted hash, as text. */
  description: string;
  createdAt: number;
  /** The timepoint at which seats are counted; ballots are taken after it. */
  voteStart: number;
  voteEnd: number;
  proposeTransaction: Hex;
  /** When what was voted may be carried out. */
  eta: number | undefined;
  queueTransaction: Hex | undefined;
  executedAt: number | undefined;
  executeTransaction: Hex | undefined;
  canceledAt: number | undefined;
  guardian: Address | undefined;
  vetoReason: Hex | undefined;
}

export interface BallotRow {
  proposal: string;
  voter: Address;
  support: Support;
  weight: number;
  castAt: number;
  transactionHash: Hex;
  /** Salted hash of the reason. */
  reasonHash: Hex | undefined;
}

export type NewProposal = Pick<
  ProposalRow,
  'id' | 'proposer' | 'calls' | 'description' | 'createdAt' | 'voteStart' | 'voteEnd' | 'proposeTransaction'
>;

export type ProposalsTable = ReturnType<typeof openProposalsTable>;

/** Reads and writes of the votes' part of the index. */
export function openProposalsTable(database: DatabaseSync) {
  database.exec(tables);
  const statements = {
    get: database.prepare('SELECT * FROM proposals WHERE id = ?'),
    list: database.prepare('SELECT * FROM proposals ORDER BY number DESC LIMIT ?'),
    open: database.prepare('SELECT * FROM proposals WHERE executed_at IS NULL AND canceled_at IS NULL'),
    put: database.prepare(
      `INSERT OR IGNORE INTO proposals (id, proposer, calls, description, created_at, vote_start, vote_end,
       propose_transaction) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    extend: database.prepare('UPDATE proposals SET vote_end = ? WHERE id = ?'),
    queue: database.prepare('UPDATE proposals SET eta = ?, queue_transaction = ? WHERE id = ?'),
    execute: database.prepare('UPDATE proposals SET executed_at = ?, execute_transaction = ? WHERE id = ?'),
    cancel: database.prepare('UPDATE proposals SET canceled_at = ? WHERE id = ?'),
    veto: database.prepare('UPDATE proposals SET guardian = ?, veto_reason = ? WHERE id = ?'),
    ballots: database.prepare('SELECT * FROM ballots WHERE proposal = ? ORDER BY cast_at, voter'),
    ballotsOf: database.prepare('SELECT * FROM ballots WHERE voter = ? ORDER BY rowid DESC LIMIT ?'),
    cast: database.prepare('INSERT OR IGNORE INTO ballots VALUES (?, ?, ?, ?, ?, ?, ?)'),
  };
  return {
    get(id: string): ProposalRow | undefined {
      const row = statements.get.get(id);
      return row === undefined ? undefined : proposalOf(row);
    },
    /** Newest first. */
    list: (limit: number): ProposalRow[] => statements.list.all(limit).map(proposalOf),
    /** Neither carried out nor canceled; what was voted down stays among them. */
    open: (): ProposalRow[] => statements.open.all().map(proposalOf),
    put(one: NewProposal): void {
      const calls = JSON.stringify(one.calls.map((call) => ({ ...call, value: String(call.value) })));
      const { id, proposer, description, createdAt, voteStart, voteEnd, proposeTransaction } = one;
      const who = proposer.toLowerCase();
      statements.put.run(id, who, calls, description, createdAt, voteStart, voteEnd, proposeTransaction);
    },
    extend: (id: string, voteEnd: number) => void statements.extend.run(voteEnd, id),
    queue: (id: string, eta: number, transaction: Hex) => void statements.queue.run(eta, transaction, id),
    execute: (id: string, at: number, transaction: Hex) => void statements.execute.run(at, transaction, id),
    cancel: (id: string, at: number) => void statements.cancel.run(at, id),
    veto: (id: string, guardian: Address, reason: Hex) => void statements.veto.run(guardian.toLowerCase(), reason, id),
    ballots: (proposal: string): BallotRow[] => statements.ballots.all(proposal).map(ballotOf),
    /** Newest first. */
    ballotsOf: (voter: string, limit: number): BallotRow[] =>
      statements.ballotsOf.all(voter.toLowerCase(), limit).map(ballotOf),
    cast(one: BallotRow): void {
      const { proposal, voter, support, weight, castAt, transactionHash, reasonHash } = one;
      const who = voter.toLowerCase();
      statements.cast.run(proposal, who, support, weight, castAt, transactionHash, reasonHash ?? null);
    },
    /** Forgets everything: the chain is read again from its start. */
    reset: () => database.exec('DELETE FROM proposals; DELETE FROM ballots'),
  };
}

function proposalOf(row: Row): ProposalRow {
  return {
    id: text(row, 'id'),
    proposer: hex(row, 'proposer'),
    calls: callsIn(text(row, 'calls')),
    description: text(row, 'description'),
    createdAt: whole(row, 'created_at'),
    voteStart: whole(row, 'vote_start'),
    voteEnd: whole(row, 'vote_end'),
    proposeTransaction: hex(row, 'propose_transaction'),
    eta: optionalWhole(row, 'eta'),
    queueTransaction: optionalHex(row, 'queue_transaction'),
    executedAt: optionalWhole(row, 'executed_at'),
    executeTransaction: optionalHex(row, 'execute_transaction'),
    canceledAt: optionalWhole(row, 'canceled_at'),
    guardian: optionalHex(row, 'guardian'),
    vetoReason: optionalHex(row, 'veto_reason'),
  };
}

function callsIn(json: string): Call[] {
  const calls: { target: Address; value: string; data: Hex }[] = JSON.parse(json);
  return calls.map((call) => ({ ...call, value: BigInt(call.value) }));
}

function ballotOf(row: Row): BallotRow {
  const support = supports.find((word) => word === optionalText(row, 'support'));
  if (support === undefined) throw new NodeError('INDEX_CORRUPT', { column: 'support' });
  return {
    proposal: text(row, 'proposal'),
    voter: hex(row, 'voter'),
    support,
    weight: whole(row, 'weight'),
    castAt: whole(row, 'cast_at'),
    transactionHash: hex(row, 'transaction_hash'),
    reasonHash: optionalHex(row, 'reason_hash'),
  };
}
