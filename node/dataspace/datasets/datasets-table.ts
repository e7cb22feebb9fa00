import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import { hex, optionalWhole, type Row, text, whole } from '../../governance/row.ts';
import type { DatasetState } from '../../protocol/dataset/dataset-abi.ts';

/** Datasets and their versions, derived from events; names as policies write them, accounts in lower case, times in unix seconds. */
const tables = `
  CREATE TABLE IF NOT EXISTS datasets (
    name TEXT PRIMARY KEY, owner TEXT NOT NULL, state TEXT NOT NULL, is_frozen INTEGER NOT NULL,
    published_at INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS dataset_versions (
    name TEXT NOT NULL, number INTEGER NOT NULL, metadata TEXT NOT NULL, content_root TEXT NOT NULL,
    key_commitment TEXT NOT NULL, policy TEXT NOT NULL, published_at INTEGER NOT NULL, withdrawn_at INTEGER,
    PRIMARY KEY (name, number)) STRICT;
  CREATE INDEX IF NOT EXISTS dataset_versions_by_root ON dataset_versions (content_root);
`;

export interface DatasetRow {
  name: string;
  owner: Address;
  state: DatasetState;
  isFrozen: boolean;
  publishedAt: number;
  changedAt: number;
}

export interface VersionRow {
  name: string;
  number: number;
  metadata: Hex;
  contentRoot: Hex;
  keyCommitment: Hex;
  policy: Hex;
  publishedAt: number;
  withdrawnAt: number | undefined;
}

export type DatasetsTable = ReturnType<typeof openDatasetsTable>;

/** Reads and writes of the datasets' part of the index. */
export function openDatasetsTable(database: DatabaseSync) {
  database.exec(tables);
  const statements = {
    get: database.prepare('SELECT * FROM datasets WHERE name = ?'),
    names: database.prepare('SELECT name FROM datasets ORDER BY name'),
    put: database.prepare('INSERT OR IGNORE INTO datasets VALUES (?, ?, ?, 0, ?, ?)'),
    setState: database.prepare('UPDATE datasets SET state = ?, changed_at = ? WHERE name = ?'),
    setFrozen: database.prepare('UPDATE datasets SET is_frozen = ?, changed_at = ? WHERE name = ?'),
    touch: database.prepare('UPDATE datasets SET changed_at = ? WHERE name = ?'),
    version: database.prepare('SELECT * FROM dataset_versions WHERE name = ? AND number = ?'),
    versions: database.prepare('SELECT * FROM dataset_versions WHERE name = ? ORDER BY number'),
    ofRoot: database.prepare('SELECT * FROM dataset_versions WHERE content_root = ? ORDER BY name, number'),
    putVersion: database.prepare('INSERT OR IGNORE INTO dataset_versions VALUES (?, ?, ?, ?, ?, ?, ?, NULL)'),
    withdrawVersion: database.prepare('UPDATE dataset_versions SET withdrawn_at = ? WHERE name = ? AND number = ?'),
  };
  let changes = 0;
  const changed = new Set<string>();
  const change = (name: string): void => {
    changes += 1;
    changed.add(name);
  };
  return {
    get(name: string): DatasetRow | undefined {
      const row = statements.get.get(name);
      return row === undefined ? undefined : datasetOf(row);
    },
    names: (): string[] => statements.names.all().map((row) => text(row, 'name')),
    version(name: string, number: number): VersionRow | undefined {
      const row = statements.version.get(name, number);
      return row === undefined ? undefined : versionOf(row);
    },
    versions: (name: string): VersionRow[] => statements.versions.all(name).map(versionOf),
    /** Every version with this content. */
    ofRoot: (contentRoot: Hex): VersionRow[] => statements.ofRoot.all(contentRoot.toLowerCase()).map(versionOf),
    /** The datasets that changed since this was last asked, and whether everything may have. */
    takeChanged(): string[] {
      const names = [...changed];
      changed.clear();
      return names;
    },
    changes: () => changes,
    put({ name, owner, at }: { name: string; owner: Address; at: number }): void {
      statements.put.run(name, owner.toLowerCase(), 'PUBLISHED', at, at);
      change(name);
    },
    setState(name: string, state: DatasetState, at: number): void {
      statements.setState.run(state, at, name);
      change(name);
    },
    setFrozen(name: string, isFrozen: boolean, at: number): void {
      statements.setFrozen.run(isFrozen ? 1 : 0, at, name);
      change(name);
    },
    putVersion(row: Omit<VersionRow, 'withdrawnAt'>): void {
      const { name, number, metadata, contentRoot, keyCommitment, policy, publishedAt } = row;
      const digests = [metadata, contentRoot, keyCommitment, policy].map((digest) => digest.toLowerCase());
      statements.putVersion.run(name, number, ...digests, publishedAt);
      statements.touch.run(publishedAt, name);
      change(name);
    },
    withdrawVersion(name: string, number: number, at: number): void {
      statements.withdrawVersion.run(at, name, number);
      statements.touch.run(at, name);
      change(name);
    },
    /** Forgets everything: the chain is read again from its start. */
    reset(): void {
      for (const name of this.names()) change(name);
      for (const table of ['datasets', 'dataset_versions']) database.exec(`DELETE FROM ${table}`);
    },
  };
}

function datasetOf(row: Row): DatasetRow {
  return {
    name: text(row, 'name'),
    owner: hex(row, 'owner'),
    state: stateOf(text(row, 'state')),
    isFrozen: whole(row, 'is_frozen') === 1,
    publishedAt: whole(row, 'published_at'),
    changedAt: whole(row, 'changed_at'),
  };
}

function versionOf(row: Row): VersionRow {
  return {
    name: text(row, 'name'),
    number: whole(row, 'number'),
    metadata: hex(row, 'metadata'),
    contentRoot: hex(row, 'content_root'),
    keyCommitment: hex(row, 'key_commitment'),
    policy: hex(row, 'policy'),
    publishedAt: whole(row, 'published_at'),
    withdrawnAt: optionalWhole(row, 'withdrawn_at'),
  };
}

function stateOf(word: string): DatasetState {
  return word === 'DEPRECATED' || word === 'WITHDRAWN' ? word : 'PUBLISHED';
}
