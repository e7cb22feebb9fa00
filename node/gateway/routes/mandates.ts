import type { App } from '../app.ts';
import { mandateList } from '../schemas/mandate.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** The standing mandates: what agencies may have put into effect without another vote. */
export function registerMandates(app: App, { mandates }: Services): void {
  app.get('/mandates', { schema: { tags: ['decisions'], response: { 200: mandateList, ...problems } } }, async () => ({
    mandates: await mandates(),
  }));
}
