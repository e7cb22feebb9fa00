import { Type } from 'typebox';
import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { streamEvents } from '../event-stream.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

const sequence = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const querystring = Type.Object({ after: Type.Optional(sequence) });
const headers = Type.Object({ 'last-event-id': Type.Optional(sequence) });

const mostListeners = 500;
const heartbeatSeconds = 15;

/** GET /events: server-sent events `decision`, `call`, `text`, `proposal` and `block`; resumes after Last-Event-ID (or ?after=). */
export function registerEvents(app: App, { feed, decisions, calls, texts, proposals, log }: Services): void {
  const open = new Set<AbortController>();
  app.addHook('preClose', async () => {
    for (const controller of open) controller.abort();
  });

  app.get(
    '/events',
    { schema: { tags: ['node'], querystring, headers, response: { ...problems } } },
    async (request, reply) => {
      if (open.size >= mostListeners) throw new NodeError('EVENTS_TOO_MANY', { allowed: mostListeners });
      const asked = request.headers['last-event-id'] ?? request.query.after;
      const last = feed.lastSequence();
      // A listener that saw more than there is knew an index that was rebuilt since: it hears everything again.
      const after = asked === undefined ? last : asked > last ? 0 : asked;
      const controller = new AbortController();
      open.add(controller);
      reply.hijack();
      const response = reply.raw;
      response.on('close', () => controller.abort());
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) response.setHeader(name, value);
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write(': connected\n\n');
      try {
        const { signal } = controller;
        const services = { feed, decisions, calls, texts, proposals };
        await streamEvents(response, { ...services, after, signal, heartbeatSeconds });
      } catch (error) {
        log('events-failed', { cause: error instanceof Error ? error.message : 'unknown' });
      } finally {
        open.delete(controller);
        response.end();
      }
    },
  );
}
