import { Type } from 'typebox';

const context = Type.Array(Type.String());
const pid = Type.String();

/** Read strictly by node/dataspace/dsp: a schema's refusal would not have the protocol's own form. */
export const dspMessage = Type.Unknown({ description: 'A message of the Dataspace Protocol 2025-1, compact JSON-LD' });

export const contractNegotiation = Type.Object({
  '@context': context,
  '@type': Type.Literal('ContractNegotiation'),
  consumerPid: pid,
  providerPid: pid,
  state: Type.String(),
});

export const transferProcess = Type.Object({
  '@context': context,
  '@type': Type.Literal('TransferProcess'),
  consumerPid: pid,
  providerPid: pid,
  state: Type.String(),
});

const dspError = Type.Object({
  '@context': context,
  '@type': Type.String(),
  consumerPid: Type.Optional(pid),
  providerPid: Type.Optional(pid),
  code: Type.String(),
  reason: Type.Array(Type.Unknown()),
});

/** CatalogError, ContractNegotiationError or TransferError. */
export const dspErrors = { '4xx': dspError, '5xx': dspError };

/** Catalog or Dataset (DCAT 3). */
export const dcatDocument = Type.Object({ '@context': context }, { additionalProperties: true });

export const versionDocument = Type.Object({
  protocolVersions: Type.Array(Type.Object({ version: Type.String(), path: Type.String(), binding: Type.String() })),
});

export const processParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 256 }) });
export const pageQuery = Type.Object({ page: Type.Optional(Type.String({ maxLength: 2000 })) });
