import type { ServerResponse } from 'node:http';
import type { App } from '../app.ts';
import { problems } from '../schemas/problem.ts';
import { proposalParams } from '../schemas/proposal.ts';
import { seatbeltDraft, seatbeltQuery, seatbeltView } from '../schemas/seatbelt.ts';
import type { Services } from '../services.ts';

const defaultDays = 30;

/** What a proposal, or a draft of one, would really change; it is tried on a copy, in a process that ends with the answer. */
export function registerSeatbelt(app: App, { seatbelt, config }: Services): void {
  const tags = ['proposals'];
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 50), timeWindow: 60_000 };
  app.addHook('onClose', async () => seatbelt.stop());

  app.get(
    '/proposals/:id/seatbelt',
    {
      config: { rateLimit },
      schema: {
        tags,
        params: proposalParams,
        querystring: seatbeltQuery,
        response: { 200: seatbeltView, ...problems },
      },
    },
    async ({ params, query }, reply) =>
      await seatbelt.ofProposal(params.id, query.days ?? defaultDays, whileConnected(reply.raw)),
  );

  app.post(
    '/seatbelt',
    { config: { rateLimit }, schema: { tags, body: seatbeltDraft, response: { 200: seatbeltView, ...problems } } },
    async ({ body }, reply) => {
      const calls = body.calls.map((call) => ({ ...call, value: BigInt(call.value) }));
      return await seatbelt.ofDraft(calls, body.days ?? defaultDays, whileConnected(reply.raw));
    },
  );
}

/** Ends when the answer is sent, or nobody waits for it any more. */
function whileConnected(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
