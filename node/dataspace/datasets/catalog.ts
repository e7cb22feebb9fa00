import type { DatasetState } from '../../protocol/dataset/dataset-abi.ts';

/** What of a dataset is searched and counted. */
export interface CatalogEntry {
  name: string;
  owner: `0x${string}`;
  state: DatasetState;
  isFrozen: boolean;
  title: string;
  description: string;
  keywords: readonly string[];
  themes: readonly string[];
  mediaType: string;
}

/** Each that is given must hold. */
export interface CatalogFilter {
  /** Words that all stand somewhere in name, title, description or keywords; letters' case does not count. */
  text?: string;
  keyword?: string;
  theme?: string;
  owner?: string;
  mediaType?: string;
  /** Left out: what is offered, so neither withdrawn nor deprecated nor frozen. */
  state?: DatasetState;
}

export const facetNames = ['owner', 'theme', 'keyword', 'mediaType'] as const;
export type FacetName = (typeof facetNames)[number];

/** For each facet its commonest values with how many of the matching datasets have them. */
export type Facets = Record<FacetName, { value: string; count: number }[]>;

export interface CatalogPage {
  names: string[];
  /** How many match in all. */
  total: number;
  facets: Facets;
  /** Ask with this as `after` for the next page; undefined on the last one. */
  next: string | undefined;
}

export interface Catalog {
  put(entry: CatalogEntry): void;
  remove(name: string): void;
  /** In the order of names, beginning after `after`. */
  page(filter: CatalogFilter, after: string, limit: number): CatalogPage;
  size(): number;
}

interface Indexed extends CatalogEntry {
  text: string;
}

const mostFacetValues = 20;

/** An index in memory: every request looks at every entry once, which for ten thousand takes a few milliseconds. */
export function createCatalog(): Catalog {
  const entries = new Map<string, Indexed>();
  let sorted: Indexed[] | undefined;

  return {
    put(entry) {
      const words = [entry.name, entry.title, entry.description, ...entry.keywords];
      entries.set(entry.name, { ...entry, text: words.join('\n').toLowerCase() });
      sorted = undefined;
    },
    remove(name) {
      entries.delete(name);
      sorted = undefined;
    },
    page(filter, after, limit) {
      sorted ??= [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const words = (filter.text ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '');
      const matching = sorted.filter((entry) => matches(entry, filter, words));
      const first = matching.findIndex(({ name }) => name > after);
      const page = first === -1 ? [] : matching.slice(first, first + limit);
      const isLast = first === -1 || first + limit >= matching.length;
      return {
        names: page.map(({ name }) => name),
        total: matching.length,
        facets: facetsOf(matching),
        next: isLast ? undefined : page.at(-1)?.name,
      };
    },
    size: () => entries.size,
  };
}

function matches(entry: Indexed, { keyword, theme, owner, mediaType, state }: CatalogFilter, words: string[]): boolean {
  if (state === undefined ? entry.state !== 'PUBLISHED' || entry.isFrozen : entry.state !== state) return false;
  if (keyword !== undefined && !entry.keywords.includes(keyword)) return false;
  if (theme !== undefined && !entry.themes.includes(theme)) return false;
  if (owner !== undefined && entry.owner !== owner.toLowerCase()) return false;
  if (mediaType !== undefined && entry.mediaType !== mediaType) return false;
  return words.every((word) => entry.text.includes(word));
}

function facetsOf(entries: readonly Indexed[]): Facets {
  const counts = {
    owner: new Map<string, number>(),
    theme: new Map<string, number>(),
    keyword: new Map<string, number>(),
    mediaType: new Map<string, number>(),
  };
  const count = (facet: FacetName, value: string) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  for (const { owner, themes, keywords, mediaType } of entries) {
    count('owner', owner);
    count('mediaType', mediaType);
    for (const theme of themes) count('theme', theme);
    for (const keyword of keywords) count('keyword', keyword);
  }
  const commonest = (facet: FacetName) =>
    [...counts[facet]]
      .map(([value, number]) => ({ value, count: number }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, mostFacetValues);
  return {
    owner: commonest('owner'),
    theme: commonest('theme'),
    keyword: commonest('keyword'),
    mediaType: commonest('mediaType'),
  };
}
