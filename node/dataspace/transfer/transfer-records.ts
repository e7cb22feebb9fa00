import type { DatabaseSync } from 'node:sqlite';
import { type Hex, sha256 } from 'viem';
import { text } from '../../governance/row.ts';
import { canonicalJson } from '../../protocol/policy/canonical-json.ts';
import { atomically } from '../store/open-database.ts';

/** Who got what, under which agreement. */
export interface TransferRecord {
  /** From 1, without a gap. */
  number: number;
  /** URN of the consumer. */
  consumer: string;
  /** URN. */
  dataset: string;
  /** First byte, and the one after the last. */
  from: number;
  to: number;
  /** Names of the purposes that the agreement is limited to. */
  purposes: string[];
  agreement: string;
  transfer: string;
  /** Unix seconds. */
  at: number;
  /** Hash of the record before; zero for the first. */
  previous: Hex;
  hash: Hex;
}

export interface TransferRecordQuery {
  dataset?: string;
  agreement?: string;
  after: number;
  limit: number;
}

export interface TransferRecords {
  /** On the disk when it returns. */
  append(record: Omit<TransferRecord, 'number' | 'previous' | 'hash'>): TransferRecord;
  /** In rising order. */
  list(query: TransferRecordQuery): TransferRecord[];
}

const noRecord: Hex = `0x${'00'.repeat(32)}`;

/** sha2-256 of the record's canonical JSON without its hash. */
export function hashOfTransferRecord(record: Omit<TransferRecord, 'hash'>): Hex {
  const { number, consumer, dataset, from, to, purposes, agreement, transfer, at, previous } = record;
  const fields = { number, consumer, dataset, from, to, purposes, agreement, transfer, at, previous };
  return sha256(canonicalJson({ format: 'qdt-transfer-record/1', ...fields }));
}

/** Every hand-out of data, each record carrying the hash of the one before. */
export function openTransferRecords(database: DatabaseSync): TransferRecords {
  const last = database.prepare('SELECT document FROM transfer_records ORDER BY number DESC LIMIT 1');
  const put = database.prepare('INSERT INTO transfer_records VALUES (?, ?, ?, ?)');
  const list = database.prepare(
    `SELECT document FROM transfer_records WHERE number > ?1 AND (?2 IS NULL OR dataset = ?2) AND (?3 IS NULL OR agreement = ?3)
     ORDER BY number LIMIT ?4`,
  );
  const read = (row: Parameters<typeof text>[0]): TransferRecord => JSON.parse(text(row, 'document'));
  return {
    append: (fields) =>
      atomically(database, () => {
        const row = last.get();
        const before = row === undefined ? undefined : read(row);
        const linked = { ...fields, number: (before?.number ?? 0) + 1, previous: before?.hash ?? noRecord };
        const record = { ...linked, hash: hashOfTransferRecord(linked) };
        put.run(record.number, record.dataset, record.agreement, JSON.stringify(record));
        return record;
      }),
    list: ({ dataset, agreement, after, limit }) =>
      list.all(after, dataset ?? null, agreement ?? null, limit).map(read),
  };
}

const csvHead = 'number,at,consumer,dataset,from,to,purposes,agreement,transfer,previous,hash';

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function transferRecordsCsv(records: readonly TransferRecord[]): string {
  const cell = (value: string | number): string => {
    const written = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
    return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  };
  const lines = records.map(
    ({ number, at, consumer, dataset, from, to, purposes, agreement, transfer, previous, hash }) =>
      [
        number,
        new Date(at * 1000).toISOString(),
        consumer,
        dataset,
        from,
        to,
        purposes.join(' '),
        agreement,
        transfer,
        previous,
        hash,
      ]
        .map(cell)
        .join(','),
  );
  return `${[csvHead, ...lines].join('\r\n')}\r\n`;
}
