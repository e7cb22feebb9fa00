import type { DatabaseSync } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import { hex, optionalHex, optionalWhole, type Row, text, whole } from '../../governance/row.ts';

/** Anchored agreements, derived from events; accounts and digests in lower case, times in unix seconds. */
const tables = `
  CREATE TABLE IF NOT EXISTS anchored_agreements (
    agreement TEXT PRIMARY KEY, dataset TEXT NOT NULL, provider TEXT NOT NULL, consumer TEXT NOT NULL,
    policy TEXT NOT NULL, until INTEGER NOT NULL, anchored_at INTEGER NOT NULL, retired_at INTEGER, retired_by TEXT,
    cause TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS anchored_agreements_by_dataset ON anchored_agreements (dataset, consumer);
`;

export interface AnchoredAgreement {
  agreement: Hex;
  /** The dataset's name. */
  dataset: string;
  provider: Address;
  consumer: Address;
  policy: Hex;
  /** Exclusive; 0 for no end. */
  until: number;
  anchoredAt: number;
  retiredAt: number | undefined;
  retiredBy: Address | undefined;
  cause: Hex | undefined;
}

export type AnchoredAgreementsTable = ReturnType<typeof openAnchoredAgreementsTable>;

export function openAnchoredAgreementsTable(database: DatabaseSync) {
  database.exec(tables);
  const statements = {
    get: database.prepare('SELECT * FROM anchored_agreements WHERE agreement = ?'),
    ofDataset: database.prepare('SELECT * FROM anchored_agreements WHERE dataset = ? ORDER BY anchored_at, agreement'),
    inForce: database.prepare(
      `SELECT * FROM anchored_agreements WHERE dataset = ?1 AND consumer = ?2 AND retired_at IS NULL
       AND (until = 0 OR until > ?3) ORDER BY anchored_at, agreement LIMIT 1`,
    ),
    put: database.prepare('INSERT OR IGNORE INTO anchored_agreements VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)'),
    retire: database.prepare(
      'UPDATE anchored_agreements SET retired_at = ?, retired_by = ?, cause = ? WHERE agreement = ?',
    ),
  };
  return {
    get(agreement: Hex): AnchoredAgreement | undefined {
      const row = statements.get.get(agreement.toLowerCase());
      return row === undefined ? undefined : agreementOf(row);
    },
    ofDataset: (dataset: string): AnchoredAgreement[] => statements.ofDataset.all(dataset).map(agreementOf),
    /** The first agreement by which this consumer may use the dataset at that time. */
    inForce(dataset: string, consumer: Address, at: number): AnchoredAgreement | undefined {
      const row = statements.inForce.get(dataset, consumer.toLowerCase(), at);
      return row === undefined ? undefined : agreementOf(row);
    },
    put(one: Omit<AnchoredAgreement, 'retiredAt' | 'retiredBy' | 'cause'>): void {
      const { agreement, dataset, provider, consumer, policy, until, anchoredAt } = one;
      const parties = [provider.toLowerCase(), consumer.toLowerCase()] as const;
      statements.put.run(agreement.toLowerCase(), dataset, ...parties, policy.toLowerCase(), until, anchoredAt);
    },
    retire: ({ agreement, by, cause, at }: { agreement: Hex; by: Address; cause: Hex; at: number }) =>
      void statements.retire.run(at, by.toLowerCase(), cause, agreement.toLowerCase()),
    /** Forgets everything: the chain is read again from its start. */
    reset: () => database.exec('DELETE FROM anchored_agreements'),
  };
}

function agreementOf(row: Row): AnchoredAgreement {
  return {
    agreement: hex(row, 'agreement'),
    dataset: text(row, 'dataset'),
    provider: hex(row, 'provider'),
    consumer: hex(row, 'consumer'),
    policy: hex(row, 'policy'),
    until: whole(row, 'until'),
    anchoredAt: whole(row, 'anchored_at'),
    retiredAt: optionalWhole(row, 'retired_at'),
    retiredBy: optionalHex(row, 'retired_by'),
    cause: optionalHex(row, 'cause'),
  };
}
