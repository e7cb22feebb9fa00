import { bytesToHex } from 'viem';
import { variablesOf } from '../../protocol/constrained-model.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { caseList, decisionModel } from '../schemas/court.ts';
import { decisionParams } from '../schemas/decision.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

/** What is challenged and with what: a decision's model, and the claims and doubts about it. Claims themselves are calls. */
export function registerCourt(app: App, { decisions, claims, modelOf }: Services): void {
  app.get(
    '/decisions/:id/model',
    { schema: { tags: ['decisions'], params: decisionParams, response: { 200: decisionModel, ...problems } } },
    async ({ params: { id } }) => {
      const { model, modelRoot, chunks } = await modelOf(id);
      const { unit, divisor } = model.energyScale;
      return {
        id,
        modelRoot,
        variables: variablesOf(model),
        energyScale: { unit, divisor: String(divisor) },
        chunks: chunks.map((chunk) => bytesToHex(chunk)),
      };
    },
  );

  app.get(
    '/decisions/:id/claims',
    { schema: { tags: ['decisions'], params: decisionParams, response: { 200: caseList, ...problems } } },
    async ({ params: { id } }) => {
      if ((await decisions.get(id)) === undefined) throw new NodeError('DECISION_UNKNOWN', { field: 'id', id });
      return { claims: await claims(id) };
    },
  );
}
