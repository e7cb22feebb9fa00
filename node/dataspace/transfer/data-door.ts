import { createHash, timingSafeEqual } from 'node:crypto';
import type { ContentStore } from '../../content/content-store.ts';
import { readFileRange } from '../../content/file.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { Agreements } from '../agreement/agreements.ts';
import type { CatalogSource } from '../catalog/catalog-source.ts';
import { accountOf } from '../parties.ts';
import type { Verdicts } from '../verdicts.ts';
import type { Transfer } from './transfer.ts';
import type { TransferRecords } from './transfer-records.ts';
import type { Transfers } from './transfers.ts';

export interface DataDoorOptions {
  transfers: Transfers;
  agreements: Agreements;
  catalog: CatalogSource;
  verdicts: Verdicts;
  records: TransferRecords;
  content: ContentStore;
  /** Unix seconds. */
  clock: () => number;
}

/** First byte and the one after the last. */
export interface ByteRange {
  from: number;
  to: number;
}

export interface HandedOut extends ByteRange {
  bytes: AsyncIterable<Uint8Array>;
  /** Of the whole. */
  length: number;
  mediaType: string;
}

export interface DataDoor {
  /**
   * The data of a started transfer, to whoever shows its token, while its agreement is in force and the policies permit it; a record is
   * written first. 'TRANSFER_TOKEN_INVALID', 'TRANSFER_NOT_STARTED', 'AGREEMENT_NOT_IN_FORCE', 'ACCESS_DENIED', 'RANGE_INVALID'.
   */
  fetch(id: string, token: string | undefined, range: (length: number) => ByteRange): HandedOut;
  /** The same for a provider's own push. */
  whole(id: string): HandedOut;
}

export function createDataDoor(options: DataDoorOptions): DataDoor {
  const { transfers, agreements, catalog, verdicts, records, content, clock } = options;

  function handOut(transfer: Transfer, range: (length: number) => ByteRange): HandedOut {
    if (transfer.state !== 'STARTED') throw new NodeError('TRANSFER_NOT_STARTED', { state: transfer.state });
    const agreement = agreements.requireInForce(transfer.agreementId, 'provider');
    const dataset = catalog.get(transfer.dataset);
    if (dataset?.content === undefined) throw new NodeError('DATASET_WITHOUT_CONTENT', { dataset: transfer.dataset });
    const { purposes } = verdicts.require(accountOf(agreement.document.assignee), dataset, agreement.document);
    const { cid, bytes: length, mediaType } = dataset.content;
    const { from, to } = range(length);
    records.append({
      consumer: agreement.document.assignee,
      dataset: dataset.id,
      from,
      to,
      purposes,
      agreement: agreement.id,
      transfer: transfer.id,
      at: clock(),
    });
    return { bytes: readFileRange(content, cid, { offset: from, length: to - from }), from, to, length, mediaType };
  }

  return {
    fetch(id, token, range) {
      const transfer = transfers.get(id);
      if (transfer.role !== 'provider') throw new NodeError('TRANSFER_UNKNOWN', { transfer: id });
      if (transfer.state !== 'STARTED') throw new NodeError('TRANSFER_NOT_STARTED', { state: transfer.state });
      if (transfer.token === undefined || token === undefined || !isSame(transfer.token, token))
        throw new NodeError('TRANSFER_TOKEN_INVALID', {
          field: 'authorization',
          rule: 'is the bearer token of this start',
        });
      return handOut(transfer, range);
    },
    whole: (id) => handOut(transfers.get(id), (length) => ({ from: 0, to: length })),
  };
}

/** One range of RFC 9110, section 14: bytes=A-B, bytes=A- or bytes=-N; the whole where none is given. 'RANGE_INVALID' outside the file. */
export function parseRange(header: string | undefined): (length: number) => ByteRange {
  return (length) => {
    if (header === undefined) return { from: 0, to: length };
    const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header);
    const [first = '', last = ''] = match === null ? [] : match.slice(1);
    const isSuffix = first === '' && last !== '';
    const from = isSuffix ? Math.max(0, length - Number(last)) : Number(first);
    const to = isSuffix || last === '' ? length : Math.min(length, Number(last) + 1);
    if (match === null || (first === '' && last === '') || from >= to)
      throw new NodeError('RANGE_INVALID', { field: 'range', length, rule: 'is one range within the file' });
    return { from, to };
  };
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
