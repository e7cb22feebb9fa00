import { type Static, Type } from 'typebox';
import { address, base64Block, cid, hash, seconds } from './scalars.ts';

const name = Type.String({ pattern: '^([A-Za-z0-9][A-Za-z0-9._-]{0,30}|0x[0-9a-f]{64})$' });
const number = Type.Integer({ minimum: 1, maximum: 4_294_967_295 });
const bytes = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const state = Type.Union([Type.Literal('PUBLISHED'), Type.Literal('DEPRECATED'), Type.Literal('WITHDRAWN')]);
const word = Type.String({ minLength: 1, maxLength: 120 });

export const datasetQuery = Type.Object(
  {
    text: Type.Optional(Type.String({ maxLength: 200 })),
    keyword: Type.Optional(word),
    theme: Type.Optional(Type.String({ pattern: '^[A-Z]{4}$' })),
    owner: Type.Optional(address),
    mediaType: Type.Optional(word),
    state: Type.Optional(state),
    after: Type.Optional(Type.String({ maxLength: 66 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
);
export type DatasetQuery = Static<typeof datasetQuery>;

const versionView = Type.Object({
  number,
  publishedAt: seconds,
  withdrawnAt: Type.Optional(seconds),
  metadataCid: cid,
  contentCid: cid,
  policyCid: cid,
  keyCommitment: hash,
  title: Type.Optional(Type.String()),
  bytes: Type.Optional(bytes),
  mediaType: Type.Optional(Type.String()),
});

const dataset = {
  name,
  owner: address,
  ownerName: Type.Optional(Type.String()),
  state,
  isFrozen: Type.Boolean(),
  publishedAt: seconds,
  changedAt: seconds,
  title: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  language: Type.Optional(Type.String()),
  keywords: Type.Array(Type.String()),
  themes: Type.Array(Type.String()),
  versions: Type.Array(versionView),
};
/** A dataset; title, description, keywords and themes are the latest version's, absent where its metadata is not here. */
export const datasetView = Type.Object(dataset);
export type DatasetView = Static<typeof datasetView>;

const facet = Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }));

/** In the order of names; `next` is the `after` of the next page. Facets count all that match, each its twenty commonest values. */
export const datasetList = Type.Object({
  datasets: Type.Array(datasetView),
  total: Type.Integer(),
  facets: Type.Object({ owner: facet, theme: facet, keyword: facet, mediaType: facet }),
  next: Type.Optional(Type.String()),
});
export type DatasetList = Static<typeof datasetList>;

const agreementView = Type.Object({
  agreement: hash,
  consumer: address,
  consumerName: Type.Optional(Type.String()),
  policyCid: cid,
  anchoredAt: seconds,
  until: Type.Optional(seconds),
  retiredAt: Type.Optional(seconds),
  retiredBy: Type.Optional(address),
  cause: Type.Optional(hash),
  isInForce: Type.Boolean(),
});

export const datasetDetail = Type.Object({ ...dataset, agreements: Type.Array(agreementView) });
export type DatasetDetail = Static<typeof datasetDetail>;

export const datasetParams = Type.Object({ name });
export const versionParams = Type.Object({ name, number });
export const granteeParams = Type.Object({ name, number, grantee: address });
export const rangeQuery = Type.Object({ from: bytes, to: bytes }, { additionalProperties: false });

/** Why somebody may have a version's key, as of a block of the chain; `record` is the access record of the verdict. */
export const grantView = Type.Object({
  dataset: name,
  version: number,
  grantee: address,
  basis: Type.Union([
    Type.Object({ kind: Type.Literal('owner') }),
    Type.Object({ kind: Type.Literal('agreement'), agreement: hash }),
    Type.Object({ kind: Type.Literal('policy'), policyId: Type.Integer() }),
  ]),
  record: Type.Optional(Type.Integer()),
  blockNumber: Type.Integer(),
  blockHash: hash,
});
export type GrantView = Static<typeof grantView>;

/** An age file for one `mlkem768x25519` recipient, in base64. */
export const envelopeSubmission = Type.Object(
  { grantee: address, envelope: base64Block },
  { additionalProperties: false },
);
export type EnvelopeSubmission = Static<typeof envelopeSubmission>;

export const envelopeView = Type.Object({
  dataset: name,
  version: number,
  grantee: address,
  cid,
  envelope: base64Block,
  basis: Type.String(),
  block: Type.Integer(),
  sealedAt: seconds,
});
export type EnvelopeView = Static<typeof envelopeView>;

export const erasedEnvelopes = Type.Object({ erased: Type.Integer() });
export type ErasedEnvelopes = Static<typeof erasedEnvelopes>;
