import { batchDigest } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { answerOf } from '../../node/protocol/record-call.ts';
import { decodeReport, encodeReport, gapOf } from '../../node/protocol/report.ts';
import { checkReport, failedCheck } from '../../node/protocol/verify-report.ts';
import type { CommitteeDecision } from '../committee/committee-decision.ts';
import { readEvidence } from '../committee/evidence.ts';
import { isWithinMandate } from '../committee/mandate.ts';
import type { Operator } from '../committee/operator.ts';
import { hexOf, type StepKey, type StepValue } from '../committee/step-journal.ts';
import { recordBatch } from './record-batch.ts';
import type { ComponentCost } from './solved-report.ts';

/** The lead's part: solve, sign the record call, publish it with the report. Each step may be resumed. */
export async function publishReport(operator: Operator, decision: CommitteeDecision): Promise<void> {
  const { steps } = operator;
  const key = (step: StepKey['step']): StepKey => ({ decisionId: decision.id, step, subject: '' });
  const solved = await steps.once(key('solved'), () => solve(operator, decision));
  const report = decodeReport(Buffer.from(solved.report ?? '', 'base64'));
  const batch = recordBatch(operator.contracts.decisionLedger, decision, answerOf(report));
  const signed = await steps.once(key('record-signed'), async () => ({
    signature: await operator.sign(batchDigest(operator.chainId, batch)),
  }));
  await steps.always(key('record-published'), async () => {
    const signature = { signer: operator.signer, signature: hexOf(signed, 'signature') };
    await operator.client.submitCall({
      call: batchToJson(batch, [signature]),
      content: [solved.report ?? ''],
      cost: readCost(solved.cost),
    });
  });
  const text = `Decision ${decision.id}: report published, waiting for the other operators.`;
  operator.tell({ event: 'report-published', decisionId: decision.id, text });
}

async function solve(operator: Operator, decision: CommitteeDecision): Promise<StepValue> {
  const start = `Decision ${decision.id}: solving.`;
  operator.tell({ event: 'solving', decisionId: decision.id, text: start });
  const evidence = await readEvidence(operator.client, decision);
  if (!isWithinMandate(evidence, decision)) throw new NodeError('MANDATE_MISMATCH', { decisionId: decision.id });
  const { report, compiled, cost } = await operator.solve({ ...evidence, signal: operator.signal });
  const input = { problem: evidence.problem, snapshotContent: evidence.snapshot, report };
  const failed = failedCheck(checkReport(compiled === undefined ? input : { ...input, compiled }));
  if (failed !== undefined) throw new NodeError('REPORT_OWN_CHECK_FAILED', { check: failed.name });
  const gap = (gapOf(report) * 100).toFixed(3);
  const text = `Decision ${decision.id}: solved; the plan is proven to lie within ${gap} % of the best possible.`;
  operator.tell({ event: 'solved', decisionId: decision.id, text });
  return { report: Buffer.from(encodeReport(report)).toString('base64'), cost: JSON.stringify(cost) };
}

function readCost(text: string | undefined): ComponentCost[] {
  return text === undefined ? [] : JSON.parse(text);
}
