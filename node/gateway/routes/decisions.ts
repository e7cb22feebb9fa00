import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { readSubmission } from '../call-body.ts';
import { callSubmission } from '../schemas/call.ts';
import {
  decisionList,
  decisionParams,
  decisionQuery,
  decisionView,
  requestedDecision,
  waitingDecision,
} from '../schemas/decision.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** The decisions, newest first; one decision; a new request by an agency's signed call. */
export function registerDecisions(app: App, { decisions, requests }: Services): void {
  app.get(
    '/decisions',
    { schema: { tags: ['decisions'], querystring: decisionQuery, response: { 200: decisionList, ...problems } } },
    async ({ query }) => {
      const { before, state, limit = 50 } = query;
      const page = await decisions.list({
        limit,
        ...(before === undefined ? {} : { before }),
        ...(state === undefined ? {} : { state }),
      });
      return { decisions: page.decisions, ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.get(
    '/decisions/:id',
    { schema: { tags: ['decisions'], params: decisionParams, response: { 200: decisionView, ...problems } } },
    async ({ params }) => {
      const decision = await decisions.get(params.id);
      if (decision === undefined) throw new NodeError('DECISION_UNKNOWN', { field: 'id', id: params.id });
      return decision;
    },
  );

  app.post(
    '/decisions',
    {
      schema: {
        tags: ['decisions'],
        body: callSubmission,
        response: { 201: requestedDecision, 202: waitingDecision, ...problems },
      },
    },
    async ({ body }, reply) => {
      const result = await requests.submit(readSubmission(body));
      return 'id' in result ? await reply.code(201).send(result) : await reply.code(202).send(result);
    },
  );
}
