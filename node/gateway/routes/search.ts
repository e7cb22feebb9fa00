import type { App } from '../app.ts';
import { problems } from '../schemas/problem.ts';
import { searchQuery, searchResult } from '../schemas/search.ts';
import type { Services } from '../services.ts';

/** GET /search?q=: a decision's number, an address, a CID, a digest, a part of a name. */
export function registerSearch(app: App, { search }: Services): void {
  app.get(
    '/search',
    { schema: { tags: ['node'], querystring: searchQuery, response: { 200: searchResult, ...problems } } },
    async ({ query }) => ({ hits: await search.find(query.q) }),
  );
}
