import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { participantList, participantParams, participantView } from '../schemas/participant.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** Everybody who is enrolled, with kind, status, signers and roles. */
export function registerParticipants(app: App, { participants }: Services): void {
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
}
