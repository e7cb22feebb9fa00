import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import { hex, optionalHex, optionalText, type Row, text, whole } from '../governance/row.ts';
import { NodeError } from '../protocol/errors.ts';

/** One row for each thing that happened to an answer, by the place of its event on the chain. Hex in lower case. */
const tables = `
  CREATE TABLE IF NOT EXISTS decision_steps (
    block INTEGER NOT NULL, log INTEGER NOT NULL, decision INTEGER NOT NULL, step TEXT NOT NULL, account TEXT,
    word TEXT, energy TEXT, at INTEGER NOT NULL, transaction_hash TEXT NOT NULL, PRIMARY KEY (block, log)) STRICT;
  CREATE INDEX IF NOT EXISTS steps_of_decision ON decision_steps (decision, block, log);
`;

export const decisionSteps = [
  'ENACTED',
  'DECLINED',
  'STOPPED',
  'STRUCK',
  'OBJECTED',
  'UPHELD',
  'TURNED_DOWN',
  'SUSPENDED',
  'RESUMED',
  'BEATEN',
] as const;
export type DecisionStep = (typeof decisionSteps)[number];

export interface DecisionStepRow {
  decision: number;
  step: DecisionStep;
  /** Who: enacted, declined, stopped, objected, or found the better sample. */
  account: Address | undefined;
  /** The objection's model root, the better sample's hash, or the cause as text. */
  word: string | undefined;
  /** Of the better sample, as decimal text. */
  energy: string | undefined;
  /** Unix seconds. */
  at: number;
  transactionHash: Hex;
}

/** Where an event stands. */
export interface StepPlace {
  block: number;
  log: number;
}

export type DecisionStepsTable = ReturnType<typeof openDecisionStepsTable>;

/** What happened to answers, in the order of the chain. Writing the same event twice changes nothing. */
export function openDecisionStepsTable(database: DatabaseSync) {
  database.exec(tables);
  const put = database.prepare('INSERT OR IGNORE INTO decision_steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const of = database.prepare('SELECT * FROM decision_steps WHERE decision = ? ORDER BY block, log');
  return {
    put({ block, log }: StepPlace, row: DecisionStepRow): void {
      const { decision, step, account, word, energy, at, transactionHash } = row;
      const told = [account?.toLowerCase() ?? null, word ?? null, energy ?? null] as const;
      put.run(block, log, decision, step, ...told, at, transactionHash.toLowerCase());
    },
    /** Oldest first. */
    of: (decision: number): DecisionStepRow[] => of.all(decision).map(readStep),
    /** Forgets everything: the chain is read again from its start. */
    reset: () => database.exec('DELETE FROM decision_steps'),
  };
}

function readStep(row: Row): DecisionStepRow {
  const word = text(row, 'step');
  const step = decisionSteps.find((candidate) => candidate === word);
  if (step === undefined) throw new NodeError('INDEX_CORRUPT', { column: 'step', value: word });
  return {
    decision: whole(row, 'decision'),
    step,
    account: optionalHex(row, 'account'),
    word: optionalText(row, 'word'),
    energy: optionalText(row, 'energy'),
    at: whole(row, 'at'),
    transactionHash: hex(row, 'transaction_hash'),
  };
}
