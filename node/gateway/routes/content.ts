import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { parseCid, rawCode } from '../../protocol/cid.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { problems } from '../schemas/problem.ts';
import { cid } from '../schemas/scalars.ts';
import type { Services } from '../services.ts';

const params = Type.Object({ cid });
const query = Type.Object({ format: Type.Optional(Type.Union([Type.Literal('raw'), Type.Literal('car')])) });

/**
 * GET /content/:cid: one block, or with ?format=car everything under it. What a CID names never changes. Blocks of datasets are
 * there for those to whom they are granted; to everybody else they are as unknown as any other.
 */
export function registerContent(app: App, { content, datasetContent }: Services): void {
  app.get(
    '/content/:cid',
    { schema: { tags: ['content'], params, querystring: query, response: { 200: Type.Unknown(), ...problems } } },
    async (request, reply) => {
      const parsed = parseCid(request.params.cid);
      const name = parsed.toString();
      const type = parsed.code === rawCode ? 'application/vnd.ipld.raw' : 'application/vnd.ipld.dag-cbor';
      const block = await content.get(name).catch((error: unknown) => {
        if (isNodeError(error, 'CONTENT_MISSING')) return undefined;
        throw error;
      });
      if (block === undefined) {
        const granted = await datasetContent.block(name, request.participant);
        if (granted === undefined) throw new NodeError('CONTENT_NOT_FOUND', { field: 'cid', cid: name });
        reply.header('cache-control', 'private, no-store').type(type);
        return await reply.header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(granted));
      }
      reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', `"${name}"`);
      if (request.query.format === 'car') {
        reply
          .type('application/vnd.ipld.car; version=1')
          .header('content-disposition', `attachment; filename="${name}.car"`);
        return await reply.send(Readable.from(content.exportCar(name)));
      }
      reply.type(type);
      return await reply.header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(block));
    },
  );
}
