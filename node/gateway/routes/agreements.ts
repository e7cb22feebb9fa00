import { Type } from 'typebox';
import type { AgreementRecord } from '../../dataspace/agreement/agreement-record.ts';
import { legalText } from '../../dataspace/agreement/legal-text.ts';
import { termsInWords } from '../../dataspace/dsp/words.ts';
import { parseStrictJson } from '../../protocol/policy/strict-json.ts';
import type { App } from '../app.ts';
import { requireOperator } from '../plugins/operator.ts';
import {
  agreementList,
  agreementView,
  datasetQuery,
  datasetSubmission,
  limitQuery,
  offeredDataset,
  retirement,
} from '../schemas/dataspace.ts';
import { processParams } from '../schemas/dsp.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

const tags = ['data under contract'];

/** What was agreed, in words, and its end; and what this node offers. */
export function registerAgreements(app: App, { dataspace, config }: Pick<Services, 'dataspace' | 'config'>): void {
  const { agreements, datasets } = dataspace;
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 5), timeWindow: 60_000 };

  app.get(
    '/agreements',
    { schema: { tags, querystring: limitQuery, response: { 200: agreementList, ...problems } } },
    async ({ query }) => ({ agreements: agreements.list(query.limit ?? 100).map(viewOf) }),
  );
  app.get(
    '/agreements/:id',
    { schema: { tags, params: processParams, response: { 200: agreementView, ...problems } } },
    async ({ params }) => viewOf(agreements.get(params.id)),
  );
  app.get(
    '/agreements/:id/text',
    { schema: { tags, params: processParams, response: { 200: Type.String(), ...problems } } },
    async ({ params }, reply) => {
      const text = legalText(agreements.get(params.id));
      return await reply.type('text/plain; charset=utf-8').serializer(String).send(text);
    },
  );
  app.post(
    '/agreements/:id/retire',
    {
      config: { rateLimit },
      schema: { tags, params: processParams, body: retirement, response: { 200: agreementView, ...problems } },
    },
    async (request) => {
      requireOperator(request, dataspace);
      return viewOf(dataspace.retire(request.params.id, request.body.cause));
    },
  );
  app.post(
    '/offered-datasets',
    {
      config: { rateLimit },
      schema: { tags, body: datasetSubmission, response: { 201: offeredDataset, ...problems } },
    },
    async (request, reply) => {
      requireOperator(request, dataspace);
      const { offers, ...dataset } = request.body;
      const read = offers.map((offer) => parseStrictJson(JSON.stringify(offer)));
      return await reply.code(201).send({ ...datasets.put({ ...dataset, offers: read }) });
    },
  );
  app.delete(
    '/offered-datasets',
    {
      config: { rateLimit },
      schema: { tags, querystring: datasetQuery, response: { 200: offeredDataset, ...problems } },
    },
    async (request) => {
      requireOperator(request, dataspace);
      datasets.remove(request.query.id);
      return { id: request.query.id };
    },
  );
}

function viewOf({ id, role, document, hash, cid, finalizedAt, until, retired }: AgreementRecord) {
  const { target, assigner, assignee } = document;
  return {
    id,
    role,
    dataset: target,
    assigner,
    assignee,
    inWords: termsInWords(document),
    hash,
    cid,
    finalizedAt,
    ...(until === undefined ? {} : { until }),
    ...(retired === undefined ? {} : { retired }),
  };
}
