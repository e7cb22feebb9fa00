import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { decisionParams, receiptDocument } from '../schemas/decision.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** GET /decisions/:id/receipt: all evidence of one decision in one file. */
export function registerReceipts(app: App, { decisions, receipt }: Services): void {
  app.get(
    '/decisions/:id/receipt',
    { schema: { tags: ['decisions'], params: decisionParams, response: { 200: receiptDocument, ...problems } } },
    async ({ params }, reply) => {
      const decision = await decisions.get(params.id);
      if (decision === undefined) throw new NodeError('DECISION_UNKNOWN', { field: 'id', id: params.id });
      if (decision.outcome === undefined)
        throw new NodeError('DECISION_NOT_RECORDED', { id: params.id, state: decision.state });
      reply.header('content-disposition', `inline; filename="receipt-${params.id}.json"`);
      return await receipt(params.id);
    },
  );
}
