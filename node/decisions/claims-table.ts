import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import { hex, optionalHex, optionalText, optionalWhole, type Row, whole } from '../governance/row.ts';
import { type CaseState, caseStates } from '../protocol/court/court-abi.ts';

/** One case of the model court. Energies as decimal text, times in unix seconds. */
export interface CaseRow {
  id: number;
  decisionId: number;
  account: Address;
  isDoubt: boolean;
  state: CaseState;
  openedAt: number;
  deadline: number | undefined;
  commitment: Hex | undefined;
  sampleHash: Hex | undefined;
  energy: string | undefined;
  /** Chunks of the model that are scored, and all of them. */
  scored: number | undefined;
  chunks: number | undefined;
  /** Of the sample that was refuted, the claim's or the recorded one's. */
  foundEnergy: string | undefined;
  isBroken: boolean | undefined;
  author: Address | undefined;
  closedAt: number | undefined;
  transaction: Hex;
}

const tables = `
  CREATE TABLE IF NOT EXISTS court_cases (
    id INTEGER PRIMARY KEY, decision INTEGER NOT NULL, account TEXT NOT NULL, is_doubt INTEGER NOT NULL, state TEXT NOT NULL,
    opened_at INTEGER NOT NULL, deadline INTEGER, commitment TEXT, sample_hash TEXT, energy TEXT, scored INTEGER, chunks INTEGER,
    found_energy TEXT, is_broken INTEGER, author TEXT, closed_at INTEGER, tx TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS court_cases_by_decision ON court_cases (decision, id);
`;

type Change = Partial<Record<Column, SQLInputValue>>;
type Column =
  | 'state'
  | 'deadline'
  | 'sample_hash'
  | 'energy'
  | 'scored'
  | 'chunks'
  | 'found_energy'
  | 'is_broken'
  | 'author'
  | 'closed_at'
  | 'tx';

export type ClaimsTable = ReturnType<typeof openClaimsTable>;

/** What the court's events say. Writing the same event twice changes nothing. */
export function openClaimsTable(database: DatabaseSync) {
  database.exec(tables);
  const get = database.prepare('SELECT * FROM court_cases WHERE id = ?');
  const list = database.prepare('SELECT * FROM court_cases WHERE decision = ? ORDER BY id DESC LIMIT 500');
  const due = database.prepare(
    "SELECT * FROM court_cases WHERE is_doubt = 0 AND state IN ('COMMITTED', 'REVEALED') AND deadline < ? ORDER BY id LIMIT 100",
  );
  const nextDue = database.prepare(
    "SELECT min(deadline) AS at FROM court_cases WHERE is_doubt = 0 AND state IN ('COMMITTED', 'REVEALED')",
  );
  const open = database.prepare(
    `INSERT OR IGNORE INTO court_cases (id, decision, account, is_doubt, state, opened_at, deadline, commitment, tx)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    get(id: number): CaseRow | undefined {
      const row = get.get(id);
      return row === undefined ? undefined : readCase(row);
    },
    /** Of one decision, newest first. */
    list: (decisionId: number): CaseRow[] => list.all(decisionId).map(readCase),
    /** Claims whose deadline is over. */
    due: (now: number): CaseRow[] => due.all(now).map(readCase),
    nextDeadline(): number | undefined {
      const at = nextDue.get()?.at;
      return typeof at === 'number' ? at + 1 : undefined;
    },
    open(
      one: Pick<CaseRow, 'id' | 'decisionId' | 'account' | 'isDoubt' | 'openedAt' | 'transaction'> & Partial<CaseRow>,
    ) {
      const { id, decisionId, account, isDoubt, openedAt, deadline, commitment, transaction } = one;
      const state = isDoubt ? 'REVEALED' : 'COMMITTED';
      const times = [openedAt, deadline ?? null, commitment ?? null, transaction] as const;
      open.run(id, decisionId, account.toLowerCase(), isDoubt ? 1 : 0, state, ...times);
    },
    change(id: number, change: Change): void {
      const entries = Object.entries(change).filter(([, value]) => value !== undefined);
      const sets = entries.map(([column]) => `${column} = ?`).join(', ');
      database.prepare(`UPDATE court_cases SET ${sets} WHERE id = ?`).run(...entries.map(([, value]) => value), id);
    },
    reset: () => database.exec('DELETE FROM court_cases'),
  };
}

function readCase(row: Row): CaseRow {
  const state = caseStates.find((one) => one === row.state) ?? 'NONE';
  const broken = optionalWhole(row, 'is_broken');
  return {
    id: whole(row, 'id'),
    decisionId: whole(row, 'decision'),
    account: hex(row, 'account'),
    isDoubt: whole(row, 'is_doubt') === 1,
    state,
    openedAt: whole(row, 'opened_at'),
    deadline: optionalWhole(row, 'deadline'),
    commitment: optionalHex(row, 'commitment'),
    sampleHash: optionalHex(row, 'sample_hash'),
    energy: optionalText(row, 'energy'),
    scored: optionalWhole(row, 'scored'),
    chunks: optionalWhole(row, 'chunks'),
    foundEnergy: optionalText(row, 'found_energy'),
    isBroken: broken === undefined ? undefined : broken === 1,
    author: optionalHex(row, 'author'),
    closedAt: optionalWhole(row, 'closed_at'),
    transaction: hex(row, 'tx'),
  };
}
