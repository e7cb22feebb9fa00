import type { DatabaseSync } from 'node:sqlite';
import { sha256 } from 'viem';
import { text } from '../../governance/row.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { Role } from '../dsp/role.ts';
import { type AgreementRecord, agreementBytes, endOf, isInForce } from './agreement-record.ts';

export type NewAgreement = Omit<AgreementRecord, 'hash' | 'until' | 'retired'>;

export interface AgreementsOptions {
  database: DatabaseSync;
  /** Unix seconds. */
  clock: () => number;
}

export interface Agreements {
  /** The record of either side, where this node deals with itself the provider's. 'AGREEMENT_UNKNOWN'. */
  get(id: string, role?: Role): AgreementRecord;
  /** Newest first. */
  list(limit: number): AgreementRecord[];
  /** Keeps a new one. 'AGREEMENT_ID_TAKEN' where the id stands for another document. */
  put(agreement: NewAgreement): AgreementRecord;
  /** 'AGREEMENT_UNKNOWN', 'AGREEMENT_NOT_IN_FORCE' with the cause. */
  requireInForce(id: string, role: Role): AgreementRecord;
  /** By a party; 'AGREEMENT_ENDED' where it ended before. */
  retire(id: string, cause: string): AgreementRecord;
  /** Ends those whose time is over; answers with them. */
  expire(): AgreementRecord[];
}

export function openAgreements({ database, clock }: AgreementsOptions): Agreements {
  const get = database.prepare('SELECT document FROM agreements WHERE id = ?');
  const list = database.prepare('SELECT document FROM agreements ORDER BY number DESC LIMIT ?');
  const due = database.prepare(
    `SELECT document FROM agreements WHERE document ->> 'until' <= ? AND document -> 'retired' IS NULL`,
  );
  const put = database.prepare(
    'INSERT INTO agreements (id, document) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
  );
  const read = (row: Parameters<typeof text>[0]): AgreementRecord => JSON.parse(text(row, 'document'));
  const store = (agreement: AgreementRecord): AgreementRecord => {
    put.run(keyOf(agreement.id, agreement.role), JSON.stringify(agreement));
    return agreement;
  };

  function find(id: string, role?: Role): AgreementRecord {
    const roles: Role[] = role === undefined ? ['provider', 'consumer'] : [role];
    const row = roles.map((one) => get.get(keyOf(id, one))).find((one) => one !== undefined);
    if (row === undefined) throw new NodeError('AGREEMENT_UNKNOWN', { agreement: id });
    return read(row);
  }

  return {
    get: find,
    list: (limit) => list.all(limit).map(read),
    put(agreement) {
      const hash = sha256(agreementBytes(agreement.document));
      const row = get.get(keyOf(agreement.id, agreement.role));
      const known = row === undefined ? undefined : read(row);
      if (known !== undefined && known.hash === hash) return known;
      if (known !== undefined) throw new NodeError('AGREEMENT_ID_TAKEN', { agreement: agreement.id });
      const until = endOf(agreement.document);
      return store({ ...agreement, hash, ...(until === undefined ? {} : { until }) });
    },
    requireInForce(id, role) {
      const agreement = find(id, role);
      if (isInForce(agreement, clock())) return agreement;
      const cause = agreement.retired?.cause ?? 'its time is over';
      throw new NodeError('AGREEMENT_NOT_IN_FORCE', { agreement: id, cause });
    },
    retire(id, cause) {
      const agreement = find(id);
      if (agreement.retired !== undefined)
        throw new NodeError('AGREEMENT_ENDED', { agreement: id, cause: agreement.retired.cause });
      return store({ ...agreement, retired: { at: clock(), by: agreement.role, cause } });
    },
    expire: () =>
      due.all(clock()).map((row) => {
        const agreement = read(row);
        return store({
          ...agreement,
          retired: { at: agreement.until ?? clock(), by: 'expiry', cause: 'its time is over' },
        });
      }),
  };
}

/** A node that deals with itself keeps both sides. */
function keyOf(id: string, role: Role): string {
  return `${role} ${id}`;
}
