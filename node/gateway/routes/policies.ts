import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { policyList, policyParams, policyQuery, policyView, purposeList } from '../schemas/policy.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** Who may do what with which data: the policies there have been, and the purposes that may be stated. */
export function registerPolicies(app: App, { policies }: Services): void {
  const tags = ['policies'];

  app.get(
    '/policies',
    { schema: { tags, querystring: policyQuery, response: { 200: policyList, ...problems } } },
    async ({ query }) => ({ policies: await policies.list(query) }),
  );

  app.get(
    '/policies/:id',
    { schema: { tags, params: policyParams, response: { 200: policyView, ...problems } } },
    async ({ params }) => {
      const policy = await policies.get(params.id);
      if (policy === undefined) throw new NodeError('POLICY_UNKNOWN', { field: 'id', id: params.id });
      return policy;
    },
  );

  app.get('/purposes', { schema: { tags, response: { 200: purposeList, ...problems } } }, async () => ({
    purposes: policies.purposes(),
  }));
}
