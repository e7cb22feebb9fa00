import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import {
  datasetDetail,
  datasetList,
  datasetParams,
  datasetQuery,
  rangeQuery,
  versionParams,
} from '../schemas/dataset.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** The catalog, which everybody may read, and the encrypted content, for those to whom it is granted. */
export function registerDatasets(app: App, { datasets, datasetContent }: Services): void {
  const tags = ['datasets'];

  app.get(
    '/datasets',
    { schema: { tags, querystring: datasetQuery, response: { 200: datasetList, ...problems } } },
    async ({ query: { after = '', limit = 50, ...filter } }) => await datasets.page(filter, { after, limit }),
  );

  app.get(
    '/datasets/:name',
    { schema: { tags, params: datasetParams, response: { 200: datasetDetail, ...problems } } },
    async ({ params: { name } }) => {
      const dataset = await datasets.get(name);
      if (dataset === undefined) throw new NodeError('DATASET_UNKNOWN', { field: 'name', dataset: name });
      return { ...dataset, agreements: await datasets.agreements(name) };
    },
  );

  app.get(
    '/datasets/:name/versions/:number',
    {
      schema: {
        tags,
        params: versionParams,
        response: { 200: Type.Record(Type.String(), Type.Unknown()), ...problems },
      },
    },
    async ({ params: { name, number } }, reply) => {
      const metadata = await datasets.metadata(name, number);
      if (metadata === undefined)
        throw new NodeError('DATASET_VERSION_UNKNOWN', {
          dataset: name,
          version: number,
          rule: 'its metadata is here',
        });
      return await reply.type('application/ld+json').send(metadata);
    },
  );

  app.get(
    '/datasets/:name/versions/:number/blocks',
    {
      schema: {
        tags,
        params: versionParams,
        querystring: rangeQuery,
        response: { 200: Type.Unknown(), ...problems },
      },
    },
    async ({ params: { name, number }, query, participant }, reply) => {
      const { car } = await datasetContent.range({ dataset: name, version: number, participant }, query);
      return await reply
        .type('application/vnd.ipld.car; version=1')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${name}-${number}.car"`)
        .send(Readable.from(car));
    },
  );
}
