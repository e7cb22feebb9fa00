import { Type } from 'typebox';
import type { EnvelopeRow } from '../../dataspace/keys/envelopes-table.ts';
import type { App } from '../app.ts';
import { requireParticipant } from '../plugins/identity.ts';
import {
  datasetParams,
  type EnvelopeView,
  envelopeSubmission,
  envelopeView,
  erasedEnvelopes,
  granteeParams,
  grantView,
  versionParams,
} from '../schemas/dataset.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

const eraseQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1 })) },
  { additionalProperties: false },
);

/** Keys travel sealed: what passes here only its grantee can open. */
export function registerDatasetKeys(app: App, { envelopes }: Services): void {
  const tags = ['datasets'];

  app.get(
    '/datasets/:name/versions/:number/grants/:grantee',
    { schema: { tags, params: granteeParams, response: { 200: grantView, ...problems } } },
    async (request) => {
      const { name, number, grantee } = request.params;
      const { record, ...grant } = envelopes.grantOf(requireParticipant(request), {
        dataset: name,
        version: number,
        grantee,
      });
      return { ...grant, grantee, ...(record === undefined ? {} : { record }) };
    },
  );

  app.post(
    '/datasets/:name/versions/:number/envelopes',
    { schema: { tags, params: versionParams, body: envelopeSubmission, response: { 201: envelopeView, ...problems } } },
    async (request, reply) => {
      const { name, number } = request.params;
      const { grantee, envelope } = request.body;
      const sealed = {
        dataset: name,
        version: number,
        grantee,
        envelope: new Uint8Array(Buffer.from(envelope, 'base64')),
      };
      return await reply.code(201).send(viewOf(envelopes.put(requireParticipant(request), sealed)));
    },
  );

  app.get(
    '/datasets/:name/versions/:number/envelope',
    { schema: { tags, params: versionParams, response: { 200: envelopeView, ...problems } } },
    async (request) => {
      const { name, number } = request.params;
      return viewOf(envelopes.get(requireParticipant(request), { dataset: name, version: number }));
    },
  );

  app.delete(
    '/datasets/:name/envelopes',
    {
      schema: { tags, params: datasetParams, querystring: eraseQuery, response: { 200: erasedEnvelopes, ...problems } },
    },
    async (request) => {
      const { version } = request.query;
      const asked = { dataset: request.params.name, ...(version === undefined ? {} : { version }) };
      return { erased: envelopes.erase(requireParticipant(request), asked) };
    },
  );
}

function viewOf({ bytes, ...row }: EnvelopeRow): EnvelopeView {
  return { ...row, envelope: Buffer.from(bytes).toString('base64') };
}
