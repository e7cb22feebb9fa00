import { readSignature } from '../../protocol/call-json.ts';
import type { App } from '../app.ts';
import { callParams, pendingCall, refusal, signerSignature } from '../schemas/call.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** A signer's yes or no to a call that waits. 201 when the yes was the last one needed and the chain took the call. */
export function registerCallSignatures(app: App, { calls }: Services): void {
  app.post(
    '/calls/:digest/signatures',
    {
      schema: {
        tags: ['calls'],
        params: callParams,
        body: signerSignature,
        response: { 201: pendingCall, 202: pendingCall, ...problems },
      },
    },
    async ({ params, body }, reply) => {
      const { view } = await calls.addSignature(params.digest, readSignature(body, 'signature'));
      return await reply.code(view.status === 'executed' ? 201 : 202).send(view);
    },
  );

  app.post(
    '/calls/:digest/refusals',
    { schema: { tags: ['calls'], params: callParams, body: refusal, response: { 202: pendingCall, ...problems } } },
    async ({ params, body }, reply) => {
      const { signer, signature } = readSignature({ signer: body.signer, signature: body.signature }, 'refusal');
      const view = await calls.refuse(params.digest, { signer, check: body.check, signature });
      return await reply.code(202).send(view);
    },
  );
}
