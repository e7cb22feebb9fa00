import type { DatabaseSync } from 'node:sqlite';
import { text } from '../../governance/row.ts';

/** What every process of the protocol has: an own id, and the other side's, once it is known. */
export interface StoredProcess {
  id: string;
  peerPid?: string;
}

export interface ProcessesTable<P extends StoredProcess> {
  get(id: string): P | undefined;
  /** Of those the other side calls that: an initial request that comes twice. */
  withPeerPid(peerPid: string): P[];
  /** Newest first. */
  list(limit: number): P[];
  put(process: P): void;
}

/** Negotiations or transfers, each a document of its own. */
export function openProcessesTable<P extends StoredProcess>(
  database: DatabaseSync,
  kind: 'negotiation' | 'transfer',
): ProcessesTable<P> {
  const get = database.prepare('SELECT document FROM processes WHERE id = ? AND kind = ?');
  const byPeer = database.prepare('SELECT document FROM processes WHERE kind = ? AND peer_pid = ? ORDER BY number');
  const list = database.prepare('SELECT document FROM processes WHERE kind = ? ORDER BY number DESC LIMIT ?');
  const put = database.prepare(
    `INSERT INTO processes (id, kind, peer_pid, document) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET peer_pid = excluded.peer_pid, document = excluded.document`,
  );
  const read = (row: Parameters<typeof text>[0]): P => JSON.parse(text(row, 'document'));
  return {
    get(id) {
      const row = get.get(id, kind);
      return row === undefined ? undefined : read(row);
    },
    withPeerPid: (peerPid) => byPeer.all(kind, peerPid).map(read),
    list: (limit) => list.all(kind, limit).map(read),
    put: (process) => void put.run(process.id, kind, process.peerPid ?? null, JSON.stringify(process)),
  };
}
