import type { Address } from 'viem';
import type { ContentStore } from '../../content/content-store.ts';
import { cidOfDigest, digestOfCid } from '../../protocol/cid.ts';
import type { ByteRange } from '../../protocol/dataset/open-content.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import type { Grant, Grants } from '../keys/grants.ts';
import type { DatasetsTable } from './datasets-table.ts';
import { rangeCar } from './range-car.ts';
import type { VersionContents } from './version-contents.ts';

/** The encrypted blocks of datasets, for those to whom they are granted. */
export interface DatasetContent {
  /** One block of any dataset; undefined where there is none, or none that is granted: a stranger learns nothing by asking. */
  block(cid: string, participant: Address | undefined): Promise<Uint8Array | undefined>;
  /** The blocks of a range as a CAR, with the grant by which they are given. Throws what {@link Grants.require} does, 'DATASET_CONTENT_MISSING', 'DATASET_RANGE_OUTSIDE'. */
  range(
    asked: { dataset: string; version: number; participant: Address | undefined },
    range: ByteRange,
  ): Promise<{ grant: Grant; car: AsyncGenerator<Uint8Array> }>;
}

export interface DatasetContentOptions {
  contents: VersionContents;
  datasets: DatasetsTable;
  grants: Grants;
  /** The last block that the index holds: a grant is asked once for each block of the chain, not for each block of content. */
  indexNumber: () => number;
}

export function createDatasetContent({
  contents,
  datasets,
  grants,
  indexNumber,
}: DatasetContentOptions): DatasetContent {
  let asked = { at: -1, answers: new Map<string, boolean>() };

  /** Whether any version with this content may be read by the participant. */
  function isGranted(root: string, participant: Address | undefined): boolean {
    if (asked.at !== indexNumber()) asked = { at: indexNumber(), answers: new Map() };
    const key = `${root} ${participant ?? ''}`;
    const known = asked.answers.get(key);
    if (known !== undefined) return known;
    const answer = datasets.ofRoot(digestOfCid(root)).some(({ name, number }) => {
      try {
        grants.require({ grantee: participant, dataset: name, version: number });
        return true;
      } catch (error) {
        if (isNodeError(error)) return false;
        throw error;
      }
    });
    asked.answers.set(key, answer);
    return answer;
  }

  return {
    async block(cid, participant) {
      for (const root of await contents.roots()) {
        const store = await contents.get(root);
        const bytes = store === undefined ? undefined : await readFrom(store, cid);
        if (bytes !== undefined && isGranted(root, participant)) return bytes;
      }
      return undefined;
    },
    async range({ dataset, version, participant }, range) {
      const grant = grants.require({ grantee: participant, dataset, version });
      const row = datasets.version(dataset, version);
      const root = row === undefined ? undefined : cidOfDigest(row.contentRoot);
      const store = root === undefined ? undefined : await contents.get(root);
      if (root === undefined || store === undefined)
        throw new NodeError('DATASET_CONTENT_MISSING', { dataset, version, rule: 'its blocks are kept by this node' });
      return { grant, car: await rangeCar(root, range, (cid) => store.get(cid)) };
    },
  };
}

async function readFrom(store: ContentStore, cid: string): Promise<Uint8Array | undefined> {
  return await store.get(cid).catch((error: unknown) => {
    if (isNodeError(error, 'CONTENT_MISSING')) return undefined;
    throw error;
  });
}
