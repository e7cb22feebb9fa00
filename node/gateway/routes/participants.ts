import { ballotsFileToJson } from '../../protocol/ballots-file/format.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import {
  ballotsDocument,
  ballotsQuery,
  participantList,
  participantParams,
  participantView,
} from '../schemas/participant.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** Everybody who is enrolled, with kind, status, signers and roles. */
export function registerParticipants(app: App, { participants, exportBallots, config }: Services): void {
  app.get(
    '/participants',
    { schema: { tags: ['participants'], response: { 200: participantList, ...problems } } },
    async () => ({ participants: await participants.list() }),
  );

  app.get(
    '/participants/:address',
    { schema: { tags: ['participants'], params: participantParams, response: { 200: participantView, ...problems } } },
    async ({ params }) => {
      const participant = await participants.get(params.address);
      if (participant === undefined)
        throw new NodeError('PARTICIPANT_UNKNOWN', { field: 'address', account: params.address });
      return participant;
    },
  );

  app.get(
    '/participants/:address/ballots',
    {
      config: { rateLimit: { max: Math.ceil(config.requestsPerMinute / 50), timeWindow: 60_000 } },
      schema: {
        tags: ['participants'],
        params: participantParams,
        querystring: ballotsQuery,
        response: { 200: ballotsDocument, ...problems },
      },
    },
    async ({ params: { address }, query: { limit = 100 } }, reply) => {
      if ((await participants.get(address)) === undefined)
        throw new NodeError('PARTICIPANT_UNKNOWN', { field: 'address', account: address });
      reply.header('content-disposition', `inline; filename="ballots-${address.toLowerCase()}.json"`);
      return ballotsFileToJson(await exportBallots(address, limit));
    },
  );
}
