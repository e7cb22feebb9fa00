import { Type } from 'typebox';
import { transferRecordsCsv } from '../../dataspace/transfer/transfer-records.ts';
import type { App } from '../app.ts';
import { requireOperator } from '../plugins/operator.ts';
import {
  endBody,
  limitQuery,
  transferList,
  transferRecordList,
  transferRecordQuery,
  transferStart,
  transferView,
} from '../schemas/dataspace.ts';
import { processParams } from '../schemas/dsp.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

const tags = ['data under contract'];

/** What the participant of this node does in its transfers; and for everybody: who used what, under which agreement. */
export function registerTransfers(app: App, { dataspace, config }: Pick<Services, 'dataspace' | 'config'>): void {
  const { transfers, transferView: view, records } = dataspace;
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 5), timeWindow: 60_000 };
  const response = { 200: transferView, ...problems };
  const one = { config: { rateLimit }, schema: { tags, params: processParams, response } };
  const ending = { config: { rateLimit }, schema: { tags, params: processParams, body: endBody, response } };

  app.get(
    '/transfers',
    { schema: { tags, querystring: limitQuery, response: { 200: transferList, ...problems } } },
    async (request) => {
      requireOperator(request, dataspace);
      return { transfers: transfers.list(request.query.limit ?? 100).map(view) };
    },
  );
  app.get('/transfers/:id', { schema: { tags, params: processParams, response } }, async (request) => {
    requireOperator(request, dataspace);
    return view(transfers.get(request.params.id));
  });
  app.post(
    '/transfers',
    { config: { rateLimit }, schema: { tags, body: transferStart, response: { 201: transferView, ...problems } } },
    async (request, reply) => {
      requireOperator(request, dataspace);
      return await reply.code(201).send(view(await transfers.request(request.body)));
    },
  );
  for (const step of ['start', 'complete'] as const) {
    app.post(`/transfers/:id/${step}`, one, async (request) => {
      requireOperator(request, dataspace);
      return view(transfers[step](request.params.id));
    });
  }
  for (const step of ['suspend', 'terminate'] as const) {
    app.post(`/transfers/:id/${step}`, ending, async (request) => {
      requireOperator(request, dataspace);
      return view(transfers[step](request.params.id, request.body.reasons ?? []));
    });
  }
  app.get(
    '/transfer-records',
    {
      schema: {
        tags,
        querystring: transferRecordQuery,
        response: { 200: Type.Union([transferRecordList, Type.String()]), ...problems },
      },
    },
    async (request, reply) => {
      const { format = 'json', after = 0, limit = 100, dataset, agreement } = request.query;
      const listed = records.list({
        after,
        limit,
        ...(dataset === undefined ? {} : { dataset }),
        ...(agreement === undefined ? {} : { agreement }),
      });
      if (format === 'json') return { records: listed };
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="transfer-records.csv"');
      return await reply.serializer(String).send(transferRecordsCsv(listed));
    },
  );
}
