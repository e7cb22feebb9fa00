import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { problems } from '../schemas/problem.ts';
import {
  proposalList,
  proposalParams,
  proposalQuery,
  proposalStep,
  proposalView,
  seatList,
} from '../schemas/proposal.ts';
import type { Services } from '../services.ts';

/** The votes: what is proposed, who voted how, who has a seat; what was voted for is queued and carried out by anybody's call. */
export function registerProposals(app: App, { proposals, seats, config }: Services): void {
  const tags = ['proposals'];
  const rateLimit = { max: Math.ceil(config.requestsPerMinute / 50), timeWindow: 60_000 };

  app.get(
    '/proposals',
    { schema: { tags, querystring: proposalQuery, response: { 200: proposalList, ...problems } } },
    async ({ query }) => ({ proposals: await proposals.list(query.limit ?? 50) }),
  );

  app.get(
    '/proposals/:id',
    { schema: { tags, params: proposalParams, response: { 200: proposalView, ...problems } } },
    async ({ params }) => {
      const proposal = await proposals.get(params.id);
      if (proposal === undefined) throw new NodeError('PROPOSAL_UNKNOWN', { field: 'id', id: params.id });
      return proposal;
    },
  );

  for (const step of ['queue', 'execute'] as const) {
    app.post(
      `/proposals/:id/${step}`,
      { config: { rateLimit }, schema: { tags, params: proposalParams, response: { 201: proposalStep, ...problems } } },
      async ({ params }, reply) => await reply.code(201).send(await proposals.step(params.id, step)),
    );
  }

  app.get('/seats', { schema: { tags, response: { 200: seatList, ...problems } } }, async () => await seats());
}
