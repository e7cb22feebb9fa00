import type { DatabaseSync } from 'node:sqlite';
import { hex, optionalHex, type Row, whole } from '../governance/row.ts';
import type { BlockNotice } from './schemas/event.ts';

/** One thing that changed; `sequence` is the event's id. */
export type Change =
  | { sequence: number; decision: number }
  | { sequence: number; call: `0x${string}` }
  | { sequence: number; text: `0x${string}` }
  | { sequence: number; proposal: string };

/** What changed, in an order that survives a restart, and a bell for those who wait. */
export interface Feed {
  decisionChanged(id: number): void;
  callChanged(digest: `0x${string}`): void;
  textChanged(hash: `0x${string}`): void;
  /** By its id in decimal. */
  proposalChanged(id: string): void;
  /** Wakes everybody who waits: to be called when changes are committed. */
  ring(block?: BlockNotice): void;
  lastSequence(): number;
  /** Changes after a sequence, oldest first; of several changes of one thing only the last. */
  after(sequence: number, limit: number): Change[];
  listen(listener: (block: BlockNotice | undefined) => void): () => void;
}

const tables = `
  CREATE TABLE IF NOT EXISTS changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, decision INTEGER, call_digest TEXT, text_hash TEXT,
    proposal TEXT) STRICT;
`;

export function createFeed(database: DatabaseSync): Feed {
  database.exec(tables);
  const statements = {
    decision: database.prepare('INSERT INTO changes (decision) VALUES (?)'),
    call: database.prepare('INSERT INTO changes (call_digest) VALUES (?)'),
    text: database.prepare('INSERT INTO changes (text_hash) VALUES (?)'),
    proposal: database.prepare('INSERT INTO changes (proposal) VALUES (?)'),
    last: database.prepare('SELECT coalesce(max(sequence), 0) AS last FROM changes'),
    after: database.prepare(
      `SELECT max(sequence) AS sequence, decision, call_digest, text_hash, proposal FROM changes WHERE sequence > ?
       GROUP BY decision, call_digest, text_hash, proposal ORDER BY 1 LIMIT ?`,
    ),
  };
  const listeners = new Set<(block: BlockNotice | undefined) => void>();
  return {
    decisionChanged: (id) => void statements.decision.run(id),
    callChanged: (digest) => void statements.call.run(digest),
    textChanged: (hash) => void statements.text.run(hash),
    proposalChanged: (id) => void statements.proposal.run(id),
    ring: (block) => {
      for (const listener of listeners) listener(block);
    },
    lastSequence() {
      const row = statements.last.get();
      return row === undefined ? 0 : whole(row, 'last');
    },
    after: (sequence, limit) => statements.after.all(sequence, limit).map(changeOf),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function changeOf(row: Row): Change {
  const sequence = whole(row, 'sequence');
  if (typeof row.decision === 'number') return { sequence, decision: row.decision };
  if (typeof row.proposal === 'string') return { sequence, proposal: row.proposal };
  const text = optionalHex(row, 'text_hash');
  return text === undefined ? { sequence, call: hex(row, 'call_digest') } : { sequence, text };
}
