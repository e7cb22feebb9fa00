import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import type { AlgorithmStatus } from '../protocol/algorithm-abi.ts';
import type { KeyChange } from '../protocol/key-change.ts';
import { hex, type Row, text, whole } from './row.ts';

/** Announced keys, frozen accounts and algorithms: derived from events; times in unix seconds. */
const tables = `
  CREATE TABLE IF NOT EXISTS key_changes (
    account TEXT PRIMARY KEY, change TEXT NOT NULL, effective_at INTEGER NOT NULL, by_vote INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS key_states (
    account TEXT PRIMARY KEY, epoch INTEGER NOT NULL, frozen_until INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS algorithms (
    code TEXT PRIMARY KEY, verifier TEXT NOT NULL, code_hash TEXT NOT NULL, deprecated INTEGER NOT NULL,
    frozen INTEGER NOT NULL, sunset INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS algorithm_changes (
    code TEXT NOT NULL, change TEXT NOT NULL, sunset INTEGER NOT NULL, at INTEGER NOT NULL,
    transaction_hash TEXT NOT NULL) STRICT;
`;

/** New keys that wait. */
export interface AnnouncedKeys {
  change: KeyChange;
  effectiveAt: number;
  isByVote: boolean;
}

export interface KeyState {
  epoch: number;
  /** 0 where it was never frozen, or a vote thawed it. */
  frozenUntil: number;
}

export interface AlgorithmRow {
  code: bigint;
  verifier: Address;
  codeHash: Hex;
  status: AlgorithmStatus;
  /** 0 for never. */
  sunset: number;
}

export interface AlgorithmChange {
  code: bigint;
  change: 'ADDED' | 'DEPRECATED' | 'SUNSET_SET' | 'FROZEN' | 'UNFROZEN';
  sunset: number;
  at: number;
  transactionHash: Hex;
}

export type KeysTable = ReturnType<typeof openKeysTable>;

export function openKeysTable(database: DatabaseSync) {
  database.exec(tables);
  const one = {
    announced: database.prepare('SELECT * FROM key_changes WHERE account = ?'),
    announce: database.prepare('INSERT OR REPLACE INTO key_changes VALUES (?, ?, ?, ?)'),
    drop: database.prepare('DELETE FROM key_changes WHERE account = ?'),
    state: database.prepare('SELECT * FROM key_states WHERE account = ?'),
    putState: database.prepare('INSERT OR REPLACE INTO key_states VALUES (?, ?, ?)'),
    algorithms: database.prepare('SELECT * FROM algorithms ORDER BY rowid'),
    addAlgorithm: database.prepare('INSERT OR REPLACE INTO algorithms VALUES (?, ?, ?, 0, 0, 0)'),
    deprecate: database.prepare('UPDATE algorithms SET deprecated = 1 WHERE code = ?'),
    freeze: database.prepare('UPDATE algorithms SET frozen = ? WHERE code = ?'),
    codeHash: database.prepare('UPDATE algorithms SET code_hash = ? WHERE code = ?'),
    sunset: database.prepare('UPDATE algorithms SET sunset = ? WHERE code = ?'),
    noteChange: database.prepare('INSERT INTO algorithm_changes VALUES (?, ?, ?, ?, ?)'),
    changes: database.prepare('SELECT * FROM algorithm_changes ORDER BY rowid'),
  };
  const key = (account: string): string => account.toLowerCase();
  const stateOf = (account: Address): KeyState => {
    const row = one.state.get(key(account));
    return row === undefined
      ? { epoch: 0, frozenUntil: 0 }
      : { epoch: whole(row, 'epoch'), frozenUntil: whole(row, 'frozen_until') };
  };
  return {
    stateOf,
    announced(account: Address): AnnouncedKeys | undefined {
      const row = one.announced.get(key(account));
      return row === undefined ? undefined : announcedOf(row);
    },
    announce: (account: Address, { change, effectiveAt, isByVote }: AnnouncedKeys) =>
      void one.announce.run(key(account), JSON.stringify(change), effectiveAt, isByVote ? 1 : 0),
    drop: (account: Address) => void one.drop.run(key(account)),
    /** A vote's keys thaw the account. */
    changed(account: Address, epoch: number): void {
      const isByVote = one.announced.get(key(account))?.by_vote === 1;
      one.putState.run(key(account), epoch, isByVote ? 0 : stateOf(account).frozenUntil);
      one.drop.run(key(account));
    },
    freeze: (account: Address, until: number) => void one.putState.run(key(account), stateOf(account).epoch, until),
    algorithms: (): AlgorithmRow[] => one.algorithms.all().map(algorithmRow),
    algorithmChanges: (): AlgorithmChange[] => one.changes.all().map(changeRow),
    addAlgorithm: (code: bigint, verifier: Address, codeHash: Hex) =>
      void one.addAlgorithm.run(String(code), key(verifier), codeHash),
    setCodeHash: (code: bigint, codeHash: Hex) => void one.codeHash.run(codeHash, String(code)),
    noteAlgorithm({ code, change, sunset, at, transactionHash }: AlgorithmChange): void {
      if (change === 'DEPRECATED') one.deprecate.run(String(code));
      if (change === 'FROZEN' || change === 'UNFROZEN') one.freeze.run(change === 'FROZEN' ? 1 : 0, String(code));
      if (change === 'SUNSET_SET') one.sunset.run(sunset, String(code));
      one.noteChange.run(String(code), change, sunset, at, transactionHash);
    },
    /** Forgets everything: the chain is read again from its start. */
    reset(): void {
      for (const table of ['key_changes', 'key_states', 'algorithms', 'algorithm_changes'])
        database.exec(`DELETE FROM ${table}`);
    },
  };
}

function announcedOf(row: Row): AnnouncedKeys {
  const change: KeyChange = JSON.parse(text(row, 'change'));
  return { change, effectiveAt: whole(row, 'effective_at'), isByVote: whole(row, 'by_vote') === 1 };
}

function algorithmRow(row: Row): AlgorithmRow {
  const status = whole(row, 'frozen') === 1 ? 'FROZEN' : whole(row, 'deprecated') === 1 ? 'DEPRECATED' : 'ACTIVE';
  return {
    code: BigInt(text(row, 'code')),
    verifier: hex(row, 'verifier'),
    codeHash: hex(row, 'code_hash'),
    status,
    sunset: whole(row, 'sunset'),
  };
}

const changeNames = ['ADDED', 'DEPRECATED', 'SUNSET_SET', 'FROZEN', 'UNFROZEN'] as const;

function changeRow(row: Row): AlgorithmChange {
  const change = changeNames.find((name) => name === text(row, 'change')) ?? 'ADDED';
  return {
    code: BigInt(text(row, 'code')),
    change,
    sunset: whole(row, 'sunset'),
    at: whole(row, 'at'),
    transactionHash: hex(row, 'transaction_hash'),
  };
}
