import type { DatabaseSync } from 'node:sqlite';
import { text, whole } from '../../governance/row.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/policy/strict-json.ts';
import { parseTarget, targetUrn } from '../../protocol/policy/urn.ts';
import { readCatalogOffer } from '../dsp/offer.ts';
import type { CatalogFilter, CatalogSource, OfferedDataset } from './catalog-source.ts';

export interface DatasetSubmission extends Omit<OfferedDataset, 'offers'> {
  offers: readonly Json[];
}

export interface OfferedDatasets extends CatalogSource {
  /** 'OFFER_HAS_TARGET', 'POLICY_EMPTY', 'DSP_MESSAGE_INVALID', 'POLICY_INVALID' (the id). */
  put(dataset: DatasetSubmission): OfferedDataset;
  /** New negotiations find it no more; agreements stay what they are. */
  remove(id: string): void;
}

/** The datasets that this node was told to offer, on the disk. */
export function openOfferedDatasets(database: DatabaseSync): OfferedDatasets {
  const get = database.prepare('SELECT document FROM offered_datasets WHERE id = ?');
  const matching = `FROM offered_datasets WHERE
    (?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(document, '$.keywords') WHERE value = ?1)) AND
    (?2 IS NULL OR instr(lower(document ->> 'title' || ' ' || (document ->> 'description')), lower(?2)) > 0)`;
  const count = database.prepare(`SELECT count(*) AS total ${matching}`);
  const page = database.prepare(`SELECT document ${matching} ORDER BY id LIMIT ?3 OFFSET ?4`);
  const put = database.prepare(
    'INSERT INTO offered_datasets VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
  );
  const remove = database.prepare('DELETE FROM offered_datasets WHERE id = ?');
  const read = (row: Parameters<typeof text>[0]): OfferedDataset => JSON.parse(text(row, 'document'));
  return {
    get(id) {
      const row = get.get(id);
      return row === undefined ? undefined : read(row);
    },
    page({ keyword, text: words }: CatalogFilter, offset, limit) {
      const total = count.get(keyword ?? null, words ?? null);
      return {
        datasets: page.all(keyword ?? null, words ?? null, limit, offset).map(read),
        total: total === undefined ? 0 : whole(total, 'total'),
      };
    },
    put(submission) {
      if (submission.offers.length === 0)
        throw new NodeError('POLICY_EMPTY', { field: 'offers', rule: 'has an offer' });
      const dataset = {
        ...submission,
        id: datasetId(submission.id),
        offers: submission.offers.map((offer, index) => readCatalogOffer(offer, `offers[${index}]`)),
      };
      put.run(dataset.id, JSON.stringify(dataset));
      return dataset;
    },
    remove: (id) => void remove.run(id),
  };
}

/** The URN of a dataset; 'TARGET_INVALID' where it is none. */
function datasetId(id: string): string {
  const target = parseTarget(id, 'id');
  if (target.kind !== 'DATASET' || target.name === '*')
    throw new NodeError('TARGET_INVALID', { field: 'id', rule: 'is urn:qdt:dataset:NAME' });
  return targetUrn(target);
}
