import { type Static, Type } from 'typebox';
import { address, cid, hash, seconds } from './scalars.ts';

const id = Type.String({ minLength: 1, maxLength: 2048 });
const words = Type.Array(Type.String());
const role = Type.Union([Type.Literal('provider'), Type.Literal('consumer')]);
/** An ODRL rule, constraint or policy: read strictly further in. */
const odrl = Type.Unknown();
const ended = Type.Object({ by: role, code: Type.Optional(Type.String()), reasons: words });

export const limitQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })) },
  { additionalProperties: false },
);

/** `content`: a UnixFS file that this node holds, as it shall be handed out. */
export const datasetSubmission = Type.Object(
  {
    id,
    title: Type.String({ minLength: 1, maxLength: 200 }),
    description: Type.String({ maxLength: 4000 }),
    keywords: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 50 }),
    collections: Type.Array(Type.String({ minLength: 1, maxLength: 66 }), { maxItems: 50 }),
    offers: Type.Array(odrl, { minItems: 1, maxItems: 20 }),
    content: Type.Optional(
      Type.Object({
        cid,
        bytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        mediaType: Type.String({ pattern: '^[a-z0-9.+-]+/[a-z0-9.+-]+$', maxLength: 100 }),
      }),
    ),
  },
  { additionalProperties: false },
);
export type DatasetSubmissionBody = Static<typeof datasetSubmission>;

export const datasetQuery = Type.Object({ id }, { additionalProperties: false });
export const offeredDataset = Type.Object({ id: Type.String() }, { additionalProperties: true });

/** `providerId`: where it is the URN of a participant, every message of the provider must be signed by that account. */
export const negotiationStart = Type.Object(
  {
    connectorAddress: id,
    providerId: Type.Optional(id),
    dataset: id,
    offer: odrl,
  },
  { additionalProperties: false },
);
export type NegotiationStartBody = Static<typeof negotiationStart>;

export const offerBody = Type.Object({ offer: odrl }, { additionalProperties: false });
export const endBody = Type.Object(
  {
    reasons: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { maxItems: 10 })),
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  },
  { additionalProperties: false },
);

export const negotiationView = Type.Object({
  id: Type.String(),
  role,
  state: Type.String(),
  peer: Type.String(),
  peerPid: Type.Optional(Type.String()),
  participant: Type.Optional(address),
  dataset: Type.String(),
  offers: Type.Array(
    Type.Object({
      by: role,
      at: seconds,
      offerId: Type.String(),
      inWords: words,
      /** Against the offer before. */
      changes: Type.Optional(words),
    }),
  ),
  agreementId: Type.Optional(Type.String()),
  waitsFor: Type.String(),
  /** What this side may do now. */
  steps: words,
  createdAt: seconds,
  changedAt: seconds,
  ended: Type.Optional(ended),
  problem: Type.Optional(Type.String()),
});
export type NegotiationView = Static<typeof negotiationView>;
export const negotiationList = Type.Object({ negotiations: Type.Array(negotiationView) });
export type NegotiationList = Static<typeof negotiationList>;

const dataAddress = Type.Object(
  {
    '@type': Type.Literal('DataAddress'),
    endpointType: Type.String({ minLength: 1, maxLength: 2048 }),
    endpoint: Type.Optional(id),
    endpointProperties: Type.Optional(
      Type.Array(
        Type.Object({ '@type': Type.Literal('EndpointProperty'), name: Type.String(), value: Type.String() }),
        { minItems: 1, maxItems: 20 },
      ),
    ),
  },
  { additionalProperties: false },
);

/** `connectorAddress`: left out where it is the one that was negotiated with. `dataAddress`: where a push shall go. */
export const transferStart = Type.Object(
  {
    agreementId: id,
    format: Type.String({ minLength: 1, maxLength: 200 }),
    connectorAddress: Type.Optional(id),
    dataAddress: Type.Optional(dataAddress),
  },
  { additionalProperties: false },
);
export type TransferStartBody = Static<typeof transferStart>;

export const transferView = Type.Object({
  id: Type.String(),
  role,
  state: Type.String(),
  peer: Type.String(),
  peerPid: Type.Optional(Type.String()),
  participant: Type.Optional(address),
  agreementId: Type.String(),
  dataset: Type.String(),
  format: Type.String(),
  dataAddress: Type.Optional(dataAddress),
  pushedBytes: Type.Optional(Type.Integer()),
  waitsFor: Type.String(),
  steps: words,
  createdAt: seconds,
  changedAt: seconds,
  ended: Type.Optional(ended),
  problem: Type.Optional(Type.String()),
});
export type TransferView = Static<typeof transferView>;
export const transferList = Type.Object({ transfers: Type.Array(transferView) });
export type TransferList = Static<typeof transferList>;

export const agreementView = Type.Object({
  id: Type.String(),
  role,
  dataset: Type.String(),
  assigner: Type.String(),
  assignee: Type.String(),
  inWords: words,
  hash,
  cid,
  finalizedAt: seconds,
  until: Type.Optional(seconds),
  retired: Type.Optional(Type.Object({ at: seconds, by: Type.String(), cause: Type.String() })),
});
export type AgreementView = Static<typeof agreementView>;
export const agreementList = Type.Object({ agreements: Type.Array(agreementView) });
export type AgreementList = Static<typeof agreementList>;

export const retirement = Type.Object(
  { cause: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
);

export const transferRecordQuery = Type.Object(
  {
    dataset: Type.Optional(id),
    agreement: Type.Optional(id),
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('csv')])),
  },
  { additionalProperties: false },
);

/** `from`: first byte; `to`: the one after the last. `hash`: sha2-256 of the record's canonical JSON without it. */
export const transferRecordList = Type.Object({
  records: Type.Array(
    Type.Object({
      number: Type.Integer(),
      consumer: Type.String(),
      dataset: Type.String(),
      from: Type.Integer(),
      to: Type.Integer(),
      purposes: words,
      agreement: Type.String(),
      transfer: Type.String(),
      at: seconds,
      previous: hash,
      hash,
    }),
  ),
});
export type TransferRecordList = Static<typeof transferRecordList>;
