import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { dspPath, versionMetadata } from '../../dataspace/dsp/context.ts';
import type { ErrorType } from '../../dataspace/dsp/error-object.ts';
import {
  type NegotiationMessage,
  negotiationObject,
  readContractAgreement,
  readContractOffer,
  readContractRequest,
  readNegotiationEvent,
  readNegotiationTermination,
  readVerification,
} from '../../dataspace/dsp/negotiation-messages.ts';
import { transferObject } from '../../dataspace/dsp/transfer-messages.ts';
import type { TransferStep } from '../../dataspace/dsp/transfer-states.ts';
import { type Negotiation, pidsOfNegotiation } from '../../dataspace/negotiation/negotiation.ts';
import { parseRange } from '../../dataspace/transfer/data-door.ts';
import { pidsOfTransfer, type Transfer } from '../../dataspace/transfer/transfer.ts';
import { NodeError } from '../../protocol/errors.ts';
import { type Json, parseStrictJson } from '../../protocol/policy/strict-json.ts';
import type { App } from '../app.ts';
import { dspBodyLimit, speakDsp } from '../plugins/dsp-form.ts';
import {
  contractNegotiation,
  dcatDocument,
  dspErrors,
  dspMessage,
  pageQuery,
  processParams,
  transferProcess,
  versionDocument,
} from '../schemas/dsp.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

const tags = ['dataspace protocol'];

const readers: Readonly<Record<string, (body: Json) => NegotiationMessage>> = {
  request: readContractRequest,
  offers: readContractOffer,
  events: readNegotiationEvent,
  agreement: readContractAgreement,
  'agreement/verification': readVerification,
  termination: readNegotiationTermination,
};

const transferPaths: Readonly<Record<string, TransferStep>> = {
  start: 'start',
  suspension: 'suspend',
  completion: 'complete',
  termination: 'terminate',
};

/** The Dataspace Protocol 2025-1, HTTPS binding, in both roles, below /dsp/2025-1; and the door to the data themselves. */
export function registerDsp(app: App, services: Pick<Services, 'dataspace' | 'config'>): void {
  app.get(
    '/.well-known/dspace-version',
    { schema: { tags, response: { 200: versionDocument, ...problems } } },
    async () => versionMetadata(),
  );
  app.register(
    async (scope: App) => {
      speakDsp(scope, errorTypeOf);
      registerCatalog(scope, services);
      registerNegotiations(scope, services);
      registerTransfers(scope, services);
    },
    { prefix: dspPath },
  );
  registerData(app, services);
}

function registerCatalog(app: App, { dataspace: { catalog } }: Pick<Services, 'dataspace' | 'config'>): void {
  const schema = { tags, querystring: pageQuery, response: { 200: dcatDocument, ...dspErrors } };
  const answer = (body: Json | undefined, page: string | undefined) => {
    const { catalog: document, next, previous } = catalog.request(body, page);
    const link = (token: string, rel: string): string => `<${dspPath}/catalog/request?page=${token}>; rel="${rel}"`;
    const links = [
      ...(next === undefined ? [] : [link(next, 'next')]),
      ...(previous === undefined ? [] : [link(previous, 'previous')]),
    ];
    return { document, links };
  };
  app.post(
    '/catalog/request',
    { bodyLimit: dspBodyLimit, schema: { ...schema, body: dspMessage } },
    async (request, reply) => {
      const { document, links } = answer(bodyOf(request), request.query.page);
      if (links.length > 0) reply.header('link', links.join(', '));
      return await reply.send({ '@context': [], ...document });
    },
  );
  // The pages that a Link header names.
  app.get('/catalog/request', { schema }, async (request, reply) => {
    const { page } = request.query;
    if (page === undefined) throw new NodeError('CATALOG_PAGE_UNKNOWN', { field: 'page', rule: 'is given' });
    const { document, links } = answer(undefined, page);
    if (links.length > 0) reply.header('link', links.join(', '));
    return await reply.send({ '@context': [], ...document });
  });
  app.get(
    '/catalog/datasets/:id',
    { schema: { tags, params: processParams, response: { 200: dcatDocument, ...dspErrors } } },
    async ({ params }) => ({ '@context': [], ...catalog.dataset(params.id) }),
  );
}

function registerNegotiations(
  app: App,
  { dataspace: { negotiations }, config }: Pick<Services, 'dataspace' | 'config'>,
): void {
  const response = { 200: contractNegotiation, 201: contractNegotiation, ...dspErrors };
  const shown = (negotiation: Negotiation) => ({
    ...negotiationObject(pidsOfNegotiation(negotiation), negotiation.state),
    '@type': 'ContractNegotiation' as const,
  });
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 2), timeWindow: 60_000 };
  app.post(
    '/negotiations/request',
    { bodyLimit: dspBodyLimit, config: { rateLimit }, schema: { tags, body: dspMessage, response } },
    async (request, reply) => {
      const negotiation = await negotiations.requested(bodyOf(request), request.participant);
      return await reply.code(201).send(shown(negotiation));
    },
  );
  app.get('/negotiations/:id', { schema: { tags, params: processParams, response } }, async (request) =>
    shown(answeredOnly(negotiations.shown(request.params.id, request.participant))),
  );
  for (const [path, read] of Object.entries(readers)) {
    app.post(
      `/negotiations/:id/${path}`,
      { bodyLimit: dspBodyLimit, schema: { tags, params: processParams, body: dspMessage, response } },
      async (request) =>
        shown(await negotiations.received(request.params.id, bodyOf(request), read, request.participant)),
    );
  }
}

function registerTransfers(
  app: App,
  { dataspace: { transfers }, config }: Pick<Services, 'dataspace' | 'config'>,
): void {
  const response = { 200: transferProcess, 201: transferProcess, ...dspErrors };
  const shown = (transfer: Transfer) => ({
    ...transferObject(pidsOfTransfer(transfer), transfer.state),
    '@type': 'TransferProcess' as const,
  });
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 2), timeWindow: 60_000 };
  app.post(
    '/transfers/request',
    { bodyLimit: dspBodyLimit, config: { rateLimit }, schema: { tags, body: dspMessage, response } },
    async (request, reply) =>
      await reply.code(201).send(shown(await transfers.requested(bodyOf(request), request.participant))),
  );
  app.get('/transfers/:id', { schema: { tags, params: processParams, response } }, async (request) =>
    shown(answeredOnly(transfers.shown(request.params.id, request.participant))),
  );
  for (const [path, step] of Object.entries(transferPaths)) {
    app.post(
      `/transfers/:id/${path}`,
      { bodyLimit: dspBodyLimit, schema: { tags, params: processParams, body: dspMessage, response } },
      async (request) => shown(transfers.received(request.params.id, step, bodyOf(request), request.participant)),
    );
  }
}

/** GET /dsp/2025-1/data/:id, also in ranges: what a pull's data address names. */
function registerData(app: App, { dataspace: { door } }: Pick<Services, 'dataspace' | 'config'>): void {
  app.get(
    `${dspPath}/data/:id`,
    { schema: { tags, params: processParams, response: { 200: Type.Unknown(), 206: Type.Unknown(), ...problems } } },
    async (request, reply) => {
      const token = request.headers.authorization?.replace(/^Bearer /i, '');
      const { bytes, from, to, length, mediaType } = door.fetch(
        request.params.id,
        token,
        parseRange(request.headers.range),
      );
      const isPart = to - from < length;
      reply
        .code(isPart ? 206 : 200)
        .type(mediaType)
        .header('accept-ranges', 'bytes')
        .header('content-length', to - from)
        .header('content-disposition', 'attachment');
      if (isPart) reply.header('content-range', `bytes ${from}-${to - 1}/${length}`);
      return await reply.send(Readable.from(bytes));
    },
  );
}

/** A process whose provider has not answered yet has only one id, which is ours alone. */
function answeredOnly<P extends { id: string; peerPid?: string }>(process: P): P {
  if (process.peerPid === undefined) throw new NodeError('NEGOTIATION_UNKNOWN', { process: process.id });
  return process;
}

function errorTypeOf(path: string): ErrorType {
  if (path.startsWith(`${dspPath}/transfers`)) return 'TransferError';
  return path.startsWith(`${dspPath}/catalog`) ? 'CatalogError' : 'ContractNegotiationError';
}

/** The body as the strict reader read it; an empty one is no message. */
function bodyOf({ body }: FastifyRequest): Json {
  return body === undefined ? null : parseStrictJson(JSON.stringify(body));
}
