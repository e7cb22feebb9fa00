import { publishReport } from '../report/publish.ts';
import { answerProposal } from './answer.ts';
import { recordProposal } from './check-record.ts';
import type { CommitteeDecision } from './committee-decision.ts';
import type { Operator } from './operator.ts';
import { placeInRotation } from './rotation.ts';

/**
 * Does for one requested decision what this operator can do now: answers every proposal it has not answered; leads when none
 * stands that it accepts and its turn has come. Safe to repeat, and to resume after dying anywhere.
 */
export async function advanceDecision(operator: Operator, decision: CommitteeDecision): Promise<void> {
  const noted = await operator.steps.once({ decisionId: decision.id, step: 'noted', subject: '' }, async () => ({
    at: String(operator.clock()),
  }));
  const accepted = await answerProposals(operator, decision);
  if (accepted || operator.signal.aborted) return;
  if (operator.clock() >= (await turnAt(operator, decision.id, Number(noted.at))))
    await publishReport(operator, decision);
}

/** Notes that a decision needs nothing more of this operator. */
export async function closeDecision(operator: Operator, decisionId: number): Promise<void> {
  const { state } = await operator.client.decision(decisionId);
  if (state === 'REQUESTED') return;
  await operator.steps.once({ decisionId, step: 'closed', subject: '' }, async () => ({ state }));
  operator.tell({ event: 'closed', decisionId, text: `Decision ${decisionId} is ${state.toLowerCase()}.` });
}

async function answerProposals(operator: Operator, decision: CommitteeDecision): Promise<boolean> {
  const { calls } = await operator.client.calls({ account: operator.committee, status: 'pending' });
  let accepted = false;
  for (const call of calls) {
    const proposal = recordProposal(operator, decision.id, call);
    if (proposal !== undefined && (await answerProposal(operator, decision, proposal))) accepted = true;
  }
  return accepted;
}

/** Unix seconds from which this operator may lead. */
async function turnAt(operator: Operator, decisionId: number, notedAt: number): Promise<number> {
  const place = placeInRotation(await operator.committeeSigners(), operator.signer, decisionId);
  return place === undefined ? Number.POSITIVE_INFINITY : notedAt + place * operator.takeoverSeconds;
}
