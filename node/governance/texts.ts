import type { Address, Hex } from 'viem';
import { NodeError } from '../protocol/errors.ts';
import { requireText, saltedHash } from '../protocol/salted-text.ts';
import type { Participants } from './participants.ts';
import { createSerial } from './serial.ts';
import type { Subjects } from './subjects.ts';
import type { About, TextKind, TextRow, TextsTable } from './texts-table.ts';

/** A text as it is handed in; its hash is what stands on chain, for titles and reasons. */
export interface SubmittedText {
  kind: TextKind;
  about: About;
  text: string;
  /** 32 random bytes. */
  salt: Hex;
  replyTo?: Hex;
}

/** Text and salt are absent once they were erased. */
export interface TextView {
  hash: Hex;
  kind: TextKind;
  about: About;
  author: Address;
  authorName?: string;
  text?: string;
  salt?: Hex;
  replyTo?: Hex;
  createdAt: number;
  erasedAt?: number;
}

export interface QuestionView extends TextView {
  asked: Address;
  askedName?: string;
  answers: TextView[];
  answeredAt?: number;
  /** Where a policy in force when it was asked says that there must be an answer. */
  dueAt?: number;
  isOverdue: boolean;
}

export interface TextsOptions {
  table: TextsTable;
  subjects: Subjects;
  participants: Pick<Participants, 'nameOf'>;
  /** Unix seconds. */
  clock: () => number;
  /** Told after a text was kept or erased. */
  announce: (hash: Hex) => void;
}

export interface Texts {
  /**
   * Keeps a text of `author`, durable. Throws 'TEXT_EMPTY', 'TEXT_TOO_LONG', 'TEXT_MALFORMED', 'TEXT_NOT_ON_CHAIN', 'TEXT_OF_ANOTHER',
   * 'TEXT_SUBJECT_UNKNOWN', 'TEXT_REPLY_INVALID', 'TEXT_EXISTS', 'TEXT_ERASED', 'TEXTS_TOO_MANY'; nothing is kept then.
   */
  put(text: SubmittedText, author: Address): Promise<TextView>;
  /** Erases text and salt; that it was there remains. Throws 'TEXT_UNKNOWN', 'TEXT_OF_ANOTHER'. */
  erase(hash: Hex, author: Address): Promise<TextView>;
  get(hash: Hex): Promise<TextView | undefined>;
  about(about: About): Promise<TextView[]>;
  /**
   * `waitingFor`: those without an answer that this account is asked, the most urgent first; `about`: those about that, the oldest
   * first; else all, the newest first.
   */
  questions(query: { waitingFor?: Address; about?: About; limit: number }): Promise<QuestionView[]>;
}

const daySeconds = 86_400;
/** Texts of one author in a day. */
const mostTexts = { question: 20, other: 200 } as const;
const mostListed = 500;

/** What people write about proposals, ballots, policies and decisions. The author is who signed the request, and nobody else. */
export function createTexts({ table, subjects, participants, clock, announce }: TextsOptions): Texts {
  const serial = createSerial();

  async function view(row: TextRow): Promise<TextView> {
    const { hash, kind, about, author, text, salt, replyTo, createdAt, erasedAt } = row;
    const authorName = await participants.nameOf(author);
    return {
      hash,
      kind,
      about,
      author,
      ...(authorName === undefined ? {} : { authorName }),
      ...(text === undefined ? {} : { text }),
      ...(salt === undefined ? {} : { salt }),
      ...(replyTo === undefined ? {} : { replyTo }),
      createdAt,
      ...(erasedAt === undefined ? {} : { erasedAt }),
    };
  }

  async function questionView(row: TextRow): Promise<QuestionView> {
    const { asked = row.author, dueAt } = row;
    const answers = table.replies(row.hash);
    const answeredAt = answers.find(({ erasedAt }) => erasedAt === undefined)?.createdAt;
    const askedName = await participants.nameOf(asked);
    return {
      ...(await view(row)),
      asked,
      ...(askedName === undefined ? {} : { askedName }),
      answers: await Promise.all(answers.map(view)),
      ...(answeredAt === undefined ? {} : { answeredAt }),
      ...(dueAt === undefined ? {} : { dueAt }),
      isOverdue: dueAt !== undefined && dueAt < (answeredAt ?? clock()),
    };
  }

  /** Who is asked and until when, for a question; nothing for the others, which must be allowed. */
  async function requireAllowed(
    { kind, about, replyTo }: SubmittedText,
    hash: Hex,
    author: Address,
  ): Promise<Pick<TextRow, 'asked' | 'dueAt'>> {
    const none = { asked: undefined, dueAt: undefined };
    if (kind !== 'answer' && replyTo !== undefined)
      throw new NodeError('TEXT_REPLY_INVALID', { field: 'replyTo', rule: 'comes with an answer' });
    if (kind === 'question') {
      const subject = await subjects.subject(about);
      if (subject === undefined)
        throw new NodeError('TEXT_SUBJECT_UNKNOWN', { field: 'about', subject: `${about.kind}:${about.id}` });
      const { asked, answerWithinSeconds } = subject;
      return { asked: lowerCase(asked), dueAt: withinOf(answerWithinSeconds) };
    }
    if (kind === 'answer') {
      requireAsked(about, replyTo, author);
      return none;
    }
    const owner = subjects.authorOf(kind, about, hash);
    if (owner === undefined)
      throw new NodeError('TEXT_NOT_ON_CHAIN', { kind, subject: `${about.kind}:${about.id}`, hash });
    if (lowerCase(owner) !== author) throw new NodeError('TEXT_OF_ANOTHER', { hash, author: owner });
    return none;
  }

  function withinOf(seconds: number | undefined): number | undefined {
    return seconds === undefined ? undefined : clock() + seconds;
  }

  function requireAsked(about: About, replyTo: Hex | undefined, author: Address): void {
    const question = replyTo === undefined ? undefined : table.get(replyTo);
    const isSame = question?.about.kind === about.kind && question.about.id === about.id;
    if (question?.kind !== 'question' || !isSame)
      throw new NodeError('TEXT_REPLY_INVALID', { field: 'replyTo', rule: 'is a question about the same' });
    if (question.asked !== author)
      throw new NodeError('TEXT_OF_ANOTHER', { hash: question.hash, asked: question.asked });
  }

  /** The same text of the same author once more is no harm: an answer may have been lost. */
  function kept(hash: Hex, author: Address): TextRow | undefined {
    const known = table.get(hash);
    if (known === undefined) return undefined;
    if (known.erasedAt !== undefined) throw new NodeError('TEXT_ERASED', { hash, erasedAt: known.erasedAt });
    if (known.author !== author) throw new NodeError('TEXT_EXISTS', { hash });
    return known;
  }

  function requireRoom(kind: TextKind, author: Address): void {
    const allowed = kind === 'question' ? mostTexts.question : mostTexts.other;
    if (table.countOf(author, clock() - daySeconds) >= allowed)
      throw new NodeError('TEXTS_TOO_MANY', { author, allowed, everySeconds: daySeconds });
  }

  async function put(submitted: SubmittedText, author: Address): Promise<TextView> {
    const { kind, about, text, salt, replyTo } = submitted;
    requireText(text);
    const hash = saltedHash({ salt, text });
    const known = kept(hash, author);
    if (known !== undefined) return await view(known);
    const allowed = await requireAllowed(submitted, hash, author);
    requireRoom(kind, author);
    table.put({ hash, kind, about, author, text, salt, replyTo, ...allowed, createdAt: clock() });
    announce(hash);
    return await view(requireRow(hash));
  }

  function asked({ waitingFor, about, limit }: Parameters<Texts['questions']>[0]): TextRow[] {
    const waiting = waitingFor === undefined ? undefined : table.waiting(lowerCase(waitingFor), limit);
    if (about === undefined) return waiting ?? table.questions(undefined, limit);
    const rows = waiting ?? table.about(about, mostListed).filter(({ kind }) => kind === 'question');
    return rows.filter((row) => row.about.kind === about.kind && row.about.id === about.id).slice(0, limit);
  }

  function requireRow(hash: Hex): TextRow {
    const row = table.get(hash);
    if (row === undefined) throw new NodeError('TEXT_UNKNOWN', { field: 'hash', hash });
    return row;
  }

  return {
    put: (submitted, author) => serial(author, () => put(submitted, author)),
    async erase(hash, author) {
      const row = requireRow(hash);
      if (row.author !== author) throw new NodeError('TEXT_OF_ANOTHER', { hash, author: row.author });
      if (row.erasedAt === undefined) {
        table.erase(hash, clock());
        announce(hash);
      }
      return await view(requireRow(hash));
    },
    async get(hash) {
      const row = table.get(hash);
      return row === undefined ? undefined : await view(row);
    },
    about: (about) => Promise.all(table.about(about, mostListed).map(view)),
    questions: (query) => Promise.all(asked(query).map(questionView)),
  };
}

function lowerCase(address: Address): Address {
  return `0x${address.slice(2).toLowerCase()}`;
}
