import type { Offer } from '../dsp/offer.ts';

/** A dataset as a catalog shows it. */
export interface OfferedDataset {
  /** `urn:qdt:dataset:NAME` */
  id: string;
  title: string;
  description: string;
  keywords: string[];
  /** Names of the collections it belongs to: a policy may be about those. */
  collections: string[];
  /** At least one, none with a target. */
  offers: Offer[];
  /** What is transferred: the UnixFS file's CID and its length in bytes; as published, so encrypted where it is not public. */
  content?: { cid: string; bytes: number; mediaType: string };
}

export interface CatalogPage {
  datasets: OfferedDataset[];
  /** How many match in all. */
  total: number;
}

/** Each property that is given must match: a keyword exactly, a text anywhere in title or description. */
export interface CatalogFilter {
  keyword?: string;
  text?: string;
}

/** What this node offers. */
export interface CatalogSource {
  get(id: string): OfferedDataset | undefined;
  /** In the order of their ids. */
  page(filter: CatalogFilter, offset: number, limit: number): CatalogPage;
}
