import { DatabaseSync } from 'node:sqlite';
import type { Address } from 'viem';
import { hex, type Row, text, whole } from '../../governance/row.ts';
import { NodeError } from '../../protocol/errors.ts';

const tables = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS envelopes (
    dataset TEXT NOT NULL, version INTEGER NOT NULL, grantee TEXT NOT NULL, cid TEXT NOT NULL, bytes BLOB NOT NULL,
    basis TEXT NOT NULL, block INTEGER NOT NULL, sealed_at INTEGER NOT NULL,
    PRIMARY KEY (dataset, version, grantee)) STRICT;
`;

/** A sealed key that waits for its grantee. */
export interface EnvelopeRow {
  dataset: string;
  version: number;
  grantee: Address;
  /** Of the envelope's bytes (raw). */
  cid: string;
  bytes: Uint8Array;
  /** Why it was granted: `owner`, `agreement 0x…` or `policy N`. */
  basis: string;
  /** The block as of which the grant was checked. */
  block: number;
  /** Unix seconds. */
  sealedAt: number;
}

export type EnvelopesTable = ReturnType<typeof openEnvelopesTable>;

/** Envelopes, in a file of its own: they are not derived from the chain. On the disk before they are acknowledged. */
export function openEnvelopesTable(path: string) {
  const database = new DatabaseSync(path);
  database.exec(tables);
  const get = database.prepare('SELECT * FROM envelopes WHERE dataset = ? AND version = ? AND grantee = ?');
  const list = database.prepare('SELECT * FROM envelopes WHERE dataset = ? ORDER BY version, grantee');
  const put = database.prepare('INSERT OR REPLACE INTO envelopes VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const erase = database.prepare('DELETE FROM envelopes WHERE dataset = ? AND (?2 IS NULL OR version = ?2)');
  return {
    get(dataset: string, version: number, grantee: Address): EnvelopeRow | undefined {
      const row = get.get(dataset, version, grantee.toLowerCase());
      return row === undefined ? undefined : envelopeOf(row);
    },
    list: (dataset: string): EnvelopeRow[] => list.all(dataset).map(envelopeOf),
    put({ dataset, version, grantee, cid, bytes, basis, block, sealedAt }: EnvelopeRow): void {
      put.run(dataset, version, grantee.toLowerCase(), cid, bytes, basis, block, sealedAt);
    },
    /** All of a dataset, or of one version. */
    erase: (dataset: string, version?: number) => void erase.run(dataset, version ?? null),
    close: () => database.close(),
  };
}

function envelopeOf(row: Row): EnvelopeRow {
  const { bytes } = row;
  if (!(bytes instanceof Uint8Array)) throw new NodeError('INDEX_CORRUPT', { column: 'bytes', expected: 'bytes' });
  return {
    dataset: text(row, 'dataset'),
    version: whole(row, 'version'),
    grantee: hex(row, 'grantee'),
    cid: text(row, 'cid'),
    bytes,
    basis: text(row, 'basis'),
    block: whole(row, 'block'),
    sealedAt: whole(row, 'sealed_at'),
  };
}
