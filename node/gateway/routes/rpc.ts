import { Type } from 'typebox';
import type { App } from '../app.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** POST /rpc: JSON-RPC 2.0, read methods and eth_sendRawTransaction only. */
export function registerRpc(app: App, { rpc }: Services): void {
  app.post(
    '/rpc',
    { schema: { tags: ['chain'], body: Type.Unknown(), response: { 200: Type.Unknown(), '4xx': problems['4xx'] } } },
    async ({ body }) => await rpc(body),
  );
}
