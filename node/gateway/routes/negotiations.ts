import { readCatalogOffer } from '../../dataspace/dsp/offer.ts';
import { type Json, parseStrictJson } from '../../protocol/policy/strict-json.ts';
import type { App } from '../app.ts';
import { requireOperator } from '../plugins/operator.ts';
import {
  endBody,
  limitQuery,
  negotiationList,
  negotiationStart,
  negotiationView,
  offerBody,
} from '../schemas/dataspace.ts';
import { processParams } from '../schemas/dsp.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

const plainSteps = ['accept', 'agree', 'verify', 'finalize'] as const;

/** What the participant of this node does in its negotiations; every request is signed by it. */
export function registerNegotiations(app: App, { dataspace, config }: Pick<Services, 'dataspace' | 'config'>): void {
  const { negotiations, negotiationView: view } = dataspace;
  const tags = ['data under contract'];
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 5), timeWindow: 60_000 };
  const response = { 200: negotiationView, ...problems };
  const one = { config: { rateLimit }, schema: { tags, params: processParams, response } };

  app.get(
    '/negotiations',
    { schema: { tags, querystring: limitQuery, response: { 200: negotiationList, ...problems } } },
    async (request) => {
      requireOperator(request, dataspace);
      return { negotiations: negotiations.list(request.query.limit ?? 100).map(view) };
    },
  );
  app.get('/negotiations/:id', { schema: { tags, params: processParams, response } }, async (request) => {
    requireOperator(request, dataspace);
    return view(negotiations.get(request.params.id));
  });
  app.post(
    '/negotiations',
    {
      config: { rateLimit },
      schema: { tags, body: negotiationStart, response: { 201: negotiationView, ...problems } },
    },
    async (request, reply) => {
      requireOperator(request, dataspace);
      const { offer, ...start } = request.body;
      const started = await negotiations.start({ ...start, offer: readCatalogOffer(jsonOf(offer), 'offer') });
      return await reply.code(201).send(view(started));
    },
  );
  for (const step of ['offer', 'counter'] as const) {
    app.post(
      `/negotiations/:id/${step}`,
      { config: { rateLimit }, schema: { tags, params: processParams, body: offerBody, response } },
      async (request) => {
        requireOperator(request, dataspace);
        return view(negotiations[step](request.params.id, readCatalogOffer(jsonOf(request.body.offer), 'offer')));
      },
    );
  }
  for (const step of plainSteps) {
    app.post(`/negotiations/:id/${step}`, one, async (request) => {
      requireOperator(request, dataspace);
      return view(await negotiations[step](request.params.id));
    });
  }
  app.post(
    '/negotiations/:id/terminate',
    { config: { rateLimit }, schema: { tags, params: processParams, body: endBody, response } },
    async (request) => {
      requireOperator(request, dataspace);
      const { reasons = [], code } = request.body;
      return view(negotiations.terminate(request.params.id, reasons, code));
    },
  );
}

function jsonOf(value: unknown): Json {
  return parseStrictJson(JSON.stringify(value));
}
