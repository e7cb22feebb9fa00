import { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import { hex, optionalHex, optionalText, optionalWhole, type Row, text, whole } from './row.ts';

export const textKinds = ['title', 'reason', 'question', 'answer'] as const;
export type TextKind = (typeof textKinds)[number];
export const subjectKinds = ['proposal', 'ballot', 'policy', 'decision'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** What a text is about. A ballot's id is its proposal's, a colon, and the voter's account. */
export interface About {
  kind: SubjectKind;
  id: string;
}

/** A text that somebody wrote; once it is erased, only that it was there. Times in unix seconds. */
export interface TextRow {
  hash: Hex;
  kind: TextKind;
  about: About;
  author: Address;
  text: string | undefined;
  salt: Hex | undefined;
  /** The question that an answer answers. */
  replyTo: Hex | undefined;
  /** Who is asked, and until when the policy says that an answer must come. */
  asked: Address | undefined;
  dueAt: number | undefined;
  createdAt: number;
  erasedAt: number | undefined;
}

/** Deleted bytes are overwritten, and nothing of them stays in the log (`erase`). */
const tables = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS texts (
    number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, about_kind TEXT NOT NULL,
    about_id TEXT NOT NULL, author TEXT NOT NULL, text TEXT, salt TEXT, reply_to TEXT, asked TEXT, due_at INTEGER,
    created_at INTEGER NOT NULL, erased_at INTEGER) STRICT;
  CREATE INDEX IF NOT EXISTS texts_by_subject ON texts (about_kind, about_id);
  CREATE INDEX IF NOT EXISTS texts_by_reply ON texts (reply_to);
  CREATE INDEX IF NOT EXISTS texts_by_author ON texts (author, created_at);
`;

export type TextsTable = ReturnType<typeof openTextsTable>;

/** What people wrote, in a file of its own: it is not derived from the chain, and can be erased. Durable before it is acknowledged. */
export function openTextsTable(path: string) {
  const database = new DatabaseSync(path);
  database.exec(tables);
  const statements = {
    get: database.prepare('SELECT * FROM texts WHERE hash = ?'),
    about: database.prepare('SELECT * FROM texts WHERE about_kind = ? AND about_id = ? ORDER BY number LIMIT ?'),
    ballots: database.prepare(
      `SELECT * FROM texts WHERE about_kind = 'ballot' AND about_id >= ? AND about_id < ? ORDER BY number LIMIT ?`,
    ),
    replies: database.prepare('SELECT * FROM texts WHERE reply_to = ? ORDER BY number'),
    questions: database.prepare(
      `SELECT * FROM texts WHERE kind = 'question' AND (? IS NULL OR asked = ?) ORDER BY number DESC LIMIT ?`,
    ),
    waiting: database.prepare(
      `SELECT * FROM texts AS question WHERE kind = 'question' AND erased_at IS NULL AND asked = ? AND NOT EXISTS
       (SELECT 1 FROM texts WHERE reply_to = question.hash AND erased_at IS NULL)
       ORDER BY due_at IS NULL, due_at, number LIMIT ?`,
    ),
    count: database.prepare('SELECT count(*) AS written FROM texts WHERE author = ? AND created_at >= ?'),
    put: database.prepare(
      `INSERT INTO texts (hash, kind, about_kind, about_id, author, text, salt, reply_to, asked, due_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    erase: database.prepare('UPDATE texts SET text = NULL, salt = NULL, erased_at = ? WHERE hash = ?'),
  };
  return {
    get(hash: Hex): TextRow | undefined {
      const row = statements.get.get(hash);
      return row === undefined ? undefined : textOf(row);
    },
    /** Oldest first; of a proposal also those of its ballots. */
    about({ kind, id }: About, limit: number): TextRow[] {
      const own = statements.about.all(kind, id, limit);
      // ';' is the character after ':'.
      const ballots = kind === 'proposal' ? statements.ballots.all(`${id}:`, `${id};`, limit) : [];
      return [...own, ...ballots].map(textOf);
    },
    replies: (hash: Hex): TextRow[] => statements.replies.all(hash).map(textOf),
    /** Newest first. */
    questions: (asked: Address | undefined, limit: number): TextRow[] =>
      statements.questions.all(asked ?? null, asked ?? null, limit).map(textOf),
    /** Without an answer, the most urgent first. */
    waiting: (asked: Address, limit: number): TextRow[] => statements.waiting.all(asked, limit).map(textOf),
    /** How many texts an author wrote at or after `from`, erased ones too. */
    countOf(author: Address, from: number): number {
      const row = statements.count.get(author, from);
      return row === undefined ? 0 : whole(row, 'written');
    },
    put({ hash, kind, about, author, text, salt, replyTo, asked, dueAt, createdAt }: Omit<TextRow, 'erasedAt'>): void {
      const said = [text ?? null, salt ?? null, replyTo ?? null, asked ?? null, dueAt ?? null] as const;
      statements.put.run(hash, kind, about.kind, about.id, author, ...said, createdAt);
    },
    erase(hash: Hex, at: number): void {
      statements.erase.run(at, hash);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close: () => database.close(),
  };
}

function textOf(row: Row): TextRow {
  return {
    hash: hex(row, 'hash'),
    kind: oneOf(textKinds, row, 'kind'),
    about: { kind: oneOf(subjectKinds, row, 'about_kind'), id: text(row, 'about_id') },
    author: hex(row, 'author'),
    text: optionalText(row, 'text'),
    salt: optionalHex(row, 'salt'),
    replyTo: optionalHex(row, 'reply_to'),
    asked: optionalHex(row, 'asked'),
    dueAt: optionalWhole(row, 'due_at'),
    createdAt: whole(row, 'created_at'),
    erasedAt: optionalWhole(row, 'erased_at'),
  };
}

function oneOf<T extends string>(words: readonly T[], row: Row, column: string): T {
  const word = words.find((one) => one === row[column]);
  if (word === undefined) throw new NodeError('INDEX_CORRUPT', { column });
  return word;
}
