import { type Address, type Hex, sha256 } from 'viem';
import { canonicalJson } from './canonical-json.ts';
import type { Reason } from './reasons.ts';
import type { Action } from './rules.ts';

/** One verdict that was asked for, permit or deny. It holds no text of anybody's. */
export interface AccessRecord {
  /** From 1, without a gap. */
  number: number;
  /** Lower case; the zero address for somebody unknown. */
  participant: Address;
  /** URN. */
  target: string;
  action: Action;
  /** '' where none was stated. */
  purpose: string;
  collections: string[];
  /** The time that was asked about, and when it was asked: unix seconds. */
  at: number;
  askedAt: number;
  /** Who asked, by a signed request; absent for everybody. Lower case. */
  askedBy?: Address;
  /** The last block that whoever answered knew. */
  block: number;
  isPermitted: boolean;
  reason: Reason;
  /** 0 where no rule decided. */
  policyId: number;
  ruleIndex: number;
  /** Hash of the record before; zero for the first. */
  previous: Hex;
  hash: Hex;
}

export const noRecord: Hex = `0x${'00'.repeat(32)}`;

/** sha2-256 of the record's canonical JSON (RFC 8785) without its hash: a record that was changed or left out shows. */
export function hashOfRecord(record: Omit<AccessRecord, 'hash'>): Hex {
  const { number, participant, target, action, purpose, collections, at, askedAt, askedBy, block } = record;
  const { isPermitted, reason, policyId, ruleIndex, previous } = record;
  const asked = { number, participant, target, action, purpose, collections, at, askedAt, block };
  const signed = askedBy === undefined ? {} : { askedBy };
  const answered = { isPermitted, reason, policyId, ruleIndex, previous };
  return sha256(canonicalJson({ format: 'qdt-access-record/1', ...asked, ...signed, ...answered }));
}

/** The first record, in rising order, that is not what its hash says or does not follow the one before it. */
export function brokenRecord(records: readonly AccessRecord[]): AccessRecord | undefined {
  return records.find((record, index) => {
    const before = records[index - 1];
    const follows = before === undefined || (record.previous === before.hash && record.number === before.number + 1);
    const begins = record.number > 1 || record.previous === noRecord;
    return !follows || !begins || hashOfRecord(record) !== record.hash;
  });
}
