import type { App } from '../app.ts';
import { problems } from '../schemas/problem.ts';
import { takenSnapshot } from '../schemas/snapshot.ts';
import type { Services } from '../services.ts';

/** POST /snapshots: the twin as it is now, in content-addressed blocks, for a request to name. */
export function registerSnapshots(app: App, { snapshots, config }: Services): void {
  app.post(
    '/snapshots',
    {
      config: { rateLimit: { max: Math.ceil(config.requestsPerMinute / 50), timeWindow: 60_000 } },
      schema: { tags: ['decisions'], response: { 201: takenSnapshot, ...problems } },
    },
    async (_request, reply) => await reply.code(201).send(await snapshots.take()),
  );
}
