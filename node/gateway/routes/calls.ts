import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { readSubmission } from '../call-body.ts';
import { callList, callParams, callQuery, callSubmission, pendingCall } from '../schemas/call.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** Calls that wait for signatures or were relayed; a new one. 201 when the chain took it, 202 when it waits. */
export function registerCalls(app: App, { calls }: Services): void {
  app.get(
    '/calls',
    { schema: { tags: ['calls'], querystring: callQuery, response: { 200: callList, ...problems } } },
    async ({ query }) => {
      const { account, status, limit = 100 } = query;
      return {
        calls: calls.list({
          limit,
          ...(account === undefined ? {} : { account }),
          ...(status === undefined ? {} : { status }),
        }),
      };
    },
  );

  app.get(
    '/calls/:digest',
    { schema: { tags: ['calls'], params: callParams, response: { 200: pendingCall, ...problems } } },
    async ({ params }) => {
      const call = calls.get(params.digest);
      if (call === undefined) throw new NodeError('CALL_UNKNOWN', { field: 'digest', digest: params.digest });
      return call;
    },
  );

  app.post(
    '/calls',
    {
      schema: { tags: ['calls'], body: callSubmission, response: { 201: pendingCall, 202: pendingCall, ...problems } },
    },
    async ({ body }, reply) => {
      const { view } = await calls.submit(readSubmission(body));
      return await reply.code(view.status === 'executed' ? 201 : 202).send(view);
    },
  );
}
