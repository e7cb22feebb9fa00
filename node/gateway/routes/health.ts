import type { App } from '../app.ts';
import { health, readiness } from '../schemas/network.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** GET /health: the process answers. GET /ready: the ledger is verified and the index has caught up; 503 until then. */
export function registerHealth(app: App, { chain, indexNumber, isIndexed }: Services): void {
  app.get('/health', { schema: { tags: ['node'], response: { 200: health, ...problems } } }, async () => ({
    status: 'ok' as const,
  }));

  app.get(
    '/ready',
    { schema: { tags: ['node'], response: { 200: readiness, 503: readiness, '4xx': problems['4xx'] } } },
    async (_request, reply) => {
      const { verifying, headNumber, trouble } = chain.status();
      const ready = !verifying && trouble === undefined && isIndexed();
      const state = { ready, verifying, headNumber, indexNumber: indexNumber() };
      return await reply.code(ready ? 200 : 503).send({ ...state, ...(trouble === undefined ? {} : { trouble }) });
    },
  );
}
