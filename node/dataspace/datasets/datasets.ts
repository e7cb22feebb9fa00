import type { Address, Hex } from 'viem';
import type { ContentStore } from '../../content/content-store.ts';
import type { Participants } from '../../governance/participants.ts';
import { cidOfDigest, rawCidOfDigest } from '../../protocol/cid.ts';
import type { DatasetState } from '../../protocol/dataset/dataset-abi.ts';
import { type DatasetDescription, decodeMetadata } from '../../protocol/dataset/metadata.ts';
import { isNodeError } from '../../protocol/errors.ts';
import type { AnchoredAgreementsTable } from './agreements-table.ts';
import { type CatalogFilter, createCatalog, type Facets } from './catalog.ts';
import type { DatasetRow, DatasetsTable, VersionRow } from './datasets-table.ts';

/** One version as it is shown. Times in unix seconds. */
export interface VersionView {
  number: number;
  publishedAt: number;
  withdrawnAt?: number;
  metadataCid: string;
  contentCid: string;
  policyCid: string;
  keyCommitment: Hex;
  /** Where its metadata is here and says what stands on chain. */
  title?: string;
  bytes?: number;
  mediaType?: string;
}

/** An agreement as everybody may see it. */
export interface AnchoredAgreementView {
  agreement: Hex;
  consumer: Address;
  consumerName?: string;
  policyCid: string;
  anchoredAt: number;
  until?: number;
  retiredAt?: number;
  retiredBy?: Address;
  cause?: Hex;
  isInForce: boolean;
}

export interface DatasetView {
  name: string;
  owner: Address;
  ownerName?: string;
  state: DatasetState;
  isFrozen: boolean;
  publishedAt: number;
  changedAt: number;
  /** The latest version's words; absent where its metadata is not here or cannot be read. */
  title?: string;
  description?: string;
  language?: string;
  keywords: string[];
  themes: string[];
  versions: VersionView[];
}

export interface DatasetPage {
  datasets: DatasetView[];
  total: number;
  facets: Facets;
  next?: string;
}

export interface Datasets {
  page(filter: CatalogFilter, options: { after: string; limit: number }): Promise<DatasetPage>;
  get(name: string): Promise<DatasetView | undefined>;
  agreements(name: string): Promise<AnchoredAgreementView[]>;
  /** The metadata as DCAT-AP, where it is here. */
  metadata(name: string, version: number): Promise<Record<string, unknown> | undefined>;
}

export interface DatasetsOptions {
  datasets: DatasetsTable;
  agreements: AnchoredAgreementsTable;
  participants: Participants;
  content: ContentStore;
  /** Unix seconds. */
  clock: () => number;
}

/** What is offered and how it stands, from the index and the metadata that it names. */
export function createDatasets({ datasets, agreements, participants, content, clock }: DatasetsOptions): Datasets {
  const catalog = createCatalog();
  /** Metadata by digest: what a digest names never changes. */
  const known = new Map<Hex, DatasetDescription>();
  let isLoaded = false;
  let refreshing = Promise.resolve();

  async function describe(version: VersionRow | undefined): Promise<DatasetDescription | undefined> {
    if (version === undefined) return undefined;
    const found = known.get(version.metadata);
    if (found !== undefined) return isAbout(found, version) ? found : undefined;
    try {
      const description = decodeMetadata(await content.get(rawCidOfDigest(version.metadata)));
      known.set(version.metadata, description);
      return isAbout(description, version) ? description : undefined;
    } catch (error) {
      // Metadata that are not here, or are none, have no words to show; the dataset still stands.
      if (isNodeError(error)) return undefined;
      throw error;
    }
  }

  /** The index tells what changed; only that is read again. */
  async function refresh(): Promise<void> {
    const names = datasets.takeChanged();
    const changed = isLoaded ? names : datasets.names();
    isLoaded = true;
    for (const name of changed) {
      const row = datasets.get(name);
      if (row === undefined) catalog.remove(name);
      else catalog.put(await entryOf(row));
    }
  }

  async function entryOf({ name, owner, state, isFrozen }: DatasetRow) {
    const description = await describe(datasets.versions(name).at(-1));
    const { title = '', keywords = [], themes = [], mediaType = '' } = description ?? {};
    return {
      name,
      owner,
      state,
      isFrozen,
      title,
      description: description?.description ?? '',
      keywords,
      themes,
      mediaType,
    };
  }

  async function view(row: DatasetRow): Promise<DatasetView> {
    const rows = datasets.versions(row.name);
    const versions = await Promise.all(rows.map(versionView));
    const latest = await describe(rows.at(-1));
    const ownerName = await participants.nameOf(row.owner);
    const { title, description, language } = latest ?? {};
    return {
      ...row,
      ...(ownerName === undefined ? {} : { ownerName }),
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(language === undefined ? {} : { language }),
      keywords: [...(latest?.keywords ?? [])],
      themes: [...(latest?.themes ?? [])],
      versions,
    };
  }

  async function versionView(row: VersionRow): Promise<VersionView> {
    const { number, publishedAt, withdrawnAt, metadata, contentRoot, policy, keyCommitment } = row;
    const description = await describe(row);
    return {
      number,
      publishedAt,
      ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
      metadataCid: rawCidOfDigest(metadata),
      contentCid: cidOfDigest(contentRoot),
      policyCid: rawCidOfDigest(policy),
      keyCommitment,
      ...(description === undefined
        ? {}
        : { title: description.title, bytes: description.bytes, mediaType: description.mediaType }),
    };
  }

  return {
    async page(filter, { after, limit }) {
      refreshing = refreshing.then(refresh);
      await refreshing;
      const { names, total, facets, next } = catalog.page(filter, after, limit);
      const rows = names.flatMap((name) => datasets.get(name) ?? []);
      return { datasets: await Promise.all(rows.map(view)), total, facets, ...(next === undefined ? {} : { next }) };
    },
    async get(name) {
      const row = datasets.get(name);
      return row === undefined ? undefined : await view(row);
    },
    agreements: (name) =>
      Promise.all(
        agreements.ofDataset(name).map(async (row): Promise<AnchoredAgreementView> => {
          const { agreement, consumer, policy, anchoredAt, until, retiredAt, retiredBy, cause } = row;
          const consumerName = await participants.nameOf(consumer);
          return {
            agreement,
            consumer,
            ...(consumerName === undefined ? {} : { consumerName }),
            policyCid: rawCidOfDigest(policy),
            anchoredAt,
            ...(until === 0 ? {} : { until }),
            ...(retiredAt === undefined ? {} : { retiredAt }),
            ...(retiredBy === undefined ? {} : { retiredBy }),
            ...(cause === undefined ? {} : { cause }),
            isInForce: retiredAt === undefined && (until === 0 || until > clock()),
          };
        }),
      ),
    async metadata(name, number) {
      const version = datasets.version(name, number);
      if ((await describe(version)) === undefined || version === undefined) return undefined;
      const bytes = await content.get(rawCidOfDigest(version.metadata));
      const json: Record<string, unknown> = JSON.parse(new TextDecoder().decode(bytes));
      return json;
    },
  };
}

/** Whether the words are about this version and nothing else: what a stranger wrote about it is not shown as its owner's. */
function isAbout(description: DatasetDescription, { name, number, contentRoot, policy }: VersionRow): boolean {
  return (
    description.name === name &&
    description.version === number &&
    description.content === cidOfDigest(contentRoot) &&
    description.policy === rawCidOfDigest(policy)
  );
}
