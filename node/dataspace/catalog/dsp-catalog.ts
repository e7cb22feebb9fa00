import { NodeError } from '../../protocol/errors.ts';
import { type Json, parseStrictJson } from '../../protocol/policy/strict-json.ts';
import { dspContext } from '../dsp/context.ts';
import { datasetUrn } from '../dsp/dataset-id.ts';
import { isObject, listIn, messageOf } from '../dsp/fields.ts';
import type { CatalogFilter, CatalogSource, OfferedDataset } from './catalog-source.ts';

export const pullFormat = 'HttpData-PULL';
export const pushFormat = 'HttpData-PUSH';
const pageSize = 100;

export interface CatalogAnswer {
  catalog: { [key: string]: Json };
  /** Tokens of the neighbouring pages. */
  next?: string;
  previous?: string;
}

export interface DspCatalogOptions {
  source: CatalogSource;
  /** The URN of whoever offers. */
  participantId: string;
  /** Where its protocol endpoints stand. */
  serviceUrl: () => string;
}

export interface DspCatalog {
  /** Answers a CatalogRequestMessage; a page token continues one. 'CATALOG_FILTER_UNSUPPORTED', 'CATALOG_PAGE_UNKNOWN'. */
  request(body: Json | undefined, page: string | undefined): CatalogAnswer;
  /** 'CATALOG_DATASET_UNKNOWN'. */
  dataset(id: string): { [key: string]: Json };
}

/** The catalog in the protocol's form (DCAT 3). */
export function createDspCatalog({ source, participantId, serviceUrl }: DspCatalogOptions): DspCatalog {
  const service = (): { [key: string]: Json } => ({
    '@id': `${participantId}:connector`,
    '@type': 'DataService',
    endpointURL: serviceUrl(),
  });
  const entry = (dataset: OfferedDataset): { [key: string]: Json } => ({
    '@id': dataset.id,
    '@type': 'Dataset',
    title: dataset.title,
    ...(dataset.description === '' ? {} : { description: dataset.description }),
    ...(dataset.keywords.length === 0 ? {} : { keyword: dataset.keywords }),
    hasPolicy: dataset.offers.map((offer) => ({ ...offer })),
    distribution: [pullFormat, pushFormat].map((format) => ({
      '@type': 'Distribution',
      format,
      accessService: service(),
    })),
  });
  return {
    request(body, page) {
      const { filter, offset } = page === undefined ? { filter: readRequest(body), offset: 0 } : readToken(page);
      const { datasets, total } = source.page(filter, offset, pageSize);
      const token = (at: number): string => Buffer.from(JSON.stringify({ filter, offset: at })).toString('base64url');
      return {
        catalog: {
          '@context': [dspContext],
          '@id': `${participantId}:catalog`,
          '@type': 'Catalog',
          participantId,
          service: [service()],
          ...(datasets.length === 0 ? {} : { dataset: datasets.map(entry) }),
        },
        ...(offset + pageSize < total ? { next: token(offset + pageSize) } : {}),
        ...(offset > 0 ? { previous: token(Math.max(0, offset - pageSize)) } : {}),
      };
    },
    dataset(id) {
      const dataset = source.get(datasetUrn(id));
      if (dataset === undefined) throw new NodeError('CATALOG_DATASET_UNKNOWN', { dataset: id });
      return { '@context': [dspContext], ...entry(dataset) };
    },
  };
}

function readRequest(body: Json | undefined): CatalogFilter {
  return readFilter(listIn(messageOf(body ?? {}, 'CatalogRequestMessage'), 'filter'));
}

/** `filter` is a list of objects with a keyword or a text; another is refused rather than passed over. */
function readFilter(entries: Json[]): CatalogFilter {
  const filter: CatalogFilter = {};
  for (const [index, entry] of entries.entries()) {
    const unsupported = new NodeError('CATALOG_FILTER_UNSUPPORTED', {
      field: `filter[${index}]`,
      rule: 'is an object with keyword or text, each at most once',
    });
    if (!isObject(entry)) throw unsupported;
    for (const [name, value] of Object.entries(entry)) {
      if ((name !== 'keyword' && name !== 'text') || typeof value !== 'string' || filter[name] !== undefined)
        throw unsupported;
      filter[name] = value;
    }
  }
  return filter;
}

function readToken(token: string): { filter: CatalogFilter; offset: number } {
  const unknown = new NodeError('CATALOG_PAGE_UNKNOWN', { field: 'page', rule: 'is a page that this node named' });
  const text = Buffer.from(token, 'base64url').toString();
  let read: Json;
  try {
    read = parseStrictJson(text);
  } catch {
    throw unknown;
  }
  if (!isObject(read) || !isObject(read.filter)) throw unknown;
  const { offset, filter } = read;
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0) throw unknown;
  return { filter: readFilter([filter]), offset };
}
