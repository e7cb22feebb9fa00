import rateLimit from '@fastify/rate-limit';
import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';

/** Limits requests a minute from one address; what a route sets itself is kept. 'RATE_LIMITED' beyond. */
export async function registerRateLimit(app: App, requestsPerMinute: number): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { max }) => new NodeError('RATE_LIMITED', { allowed: max, everySeconds: 60 }),
  });
}
