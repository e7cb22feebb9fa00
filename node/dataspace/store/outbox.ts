import type { DatabaseSync } from 'node:sqlite';
import { type Row, text, whole } from '../../governance/row.ts';
import { isNodeError } from '../../protocol/errors.ts';
import type { Peers } from '../peers/peers.ts';

export interface Letter {
  /** The process it belongs to: letters of one process leave in the order in which they were put. */
  process: string;
  url: string;
  body: string;
}

export interface OutboxOptions {
  database: DatabaseSync;
  peers: Peers;
  /** Milliseconds. */
  now: () => number;
  /** The answer to a letter that arrived (2xx). What it throws counts as a refusal. */
  delivered: (letter: Letter, answer: string) => void;
  /** The letter was refused for good, or given up. */
  failed: (letter: Letter, problem: string) => void;
}

export interface Outbox {
  /** Keeps the letter; it leaves after the transaction. */
  put(letter: Letter): void;
  /** Sends what is due. */
  ring(): void;
  /** How often the process's next letter was tried, and what was said; undefined where nothing waits. */
  waiting(process: string): { attempts: number; problem?: string } | undefined;
  stop(): Promise<void>;
}

const firstPauseMilliseconds = 100;
const longestPauseMilliseconds = 60_000;
/** After a day nobody tries any more: the process tells so. */
const patienceMilliseconds = 86_400_000;
const mostAtOnce = 8;

/** Answers that may be others later; any other 4xx is a refusal. 404: the other side may not have written its process yet. */
const passing = new Set([404, 408, 425, 429]);

/**
 * Letters to other connectors, on the disk until they are answered: each arrives at least once, also after a crash, with
 * growing pauses between tries.
 */
export function openOutbox({ database, peers, now, delivered, failed }: OutboxOptions): Outbox {
  const insert = database.prepare(
    'INSERT INTO outbox (process, url, body, attempts, next_at, since) VALUES (?, ?, ?, 0, ?, ?)',
  );
  const heads = database.prepare(
    'SELECT * FROM outbox WHERE number IN (SELECT min(number) FROM outbox GROUP BY process) ORDER BY next_at',
  );
  const head = database.prepare('SELECT * FROM outbox WHERE process = ? ORDER BY number LIMIT 1');
  const remove = database.prepare('DELETE FROM outbox WHERE number = ?');
  const postpone = database.prepare('UPDATE outbox SET attempts = ?, next_at = ?, problem = ? WHERE number = ?');
  const underWay = new Map<number, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const stopping = new AbortController();

  function ring(): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = undefined;
    for (const row of heads.all()) {
      const number = whole(row, 'number');
      if (underWay.has(number)) continue;
      const pause = whole(row, 'next_at') - now();
      if (pause > 0) {
        timer = setTimeout(ring, Math.min(pause, longestPauseMilliseconds));
        return;
      }
      if (underWay.size >= mostAtOnce) return;
      underWay.set(
        number,
        send(row)
          .finally(() => underWay.delete(number))
          .then(ring),
      );
    }
  }

  async function send(row: Row): Promise<void> {
    const letter = { process: text(row, 'process'), url: text(row, 'url'), body: text(row, 'body') };
    const outcome = await attempt(letter);
    if (isStopped) return;
    const number = whole(row, 'number');
    if (outcome.kind === 'answered') {
      try {
        delivered(letter, outcome.body);
      } catch (error) {
        failed(letter, String(error));
      }
      remove.run(number);
      return;
    }
    const attempts = whole(row, 'attempts') + 1;
    if (outcome.kind === 'refused' || now() - whole(row, 'since') > patienceMilliseconds) {
      remove.run(number);
      failed(letter, outcome.problem);
      return;
    }
    const pause = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** Math.min(attempts - 1, 12));
    postpone.run(attempts, now() + pause, outcome.problem, number);
  }

  type Outcome = { kind: 'answered'; body: string } | { kind: 'refused' | 'later'; problem: string };

  async function attempt({ url, body }: Letter): Promise<Outcome> {
    try {
      const answer = await peers.post(url, body, stopping.signal);
      if (answer.status >= 200 && answer.status < 300) return { kind: 'answered', body: answer.body };
      const problem = `answered ${answer.status}: ${answer.body.slice(0, 500)}`;
      const isRefused = answer.status >= 400 && answer.status < 500 && !passing.has(answer.status);
      return { kind: isRefused ? 'refused' : 'later', problem };
    } catch (error) {
      const problem = isNodeError(error) ? error.message : 'unreachable';
      return { kind: isNodeError(error, 'PEER_REFUSED') ? 'refused' : 'later', problem };
    }
  }

  return {
    put: ({ process, url, body }) => void insert.run(process, url, body, now(), now()),
    ring,
    waiting(process) {
      const row = head.get(process);
      if (row === undefined) return undefined;
      const problem = typeof row.problem === 'string' ? { problem: row.problem } : {};
      return { attempts: whole(row, 'attempts'), ...problem };
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
}
