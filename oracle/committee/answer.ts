import type { Hex } from 'viem';
import { refusalDigest } from '../../node/protocol/call.ts';
import { checkRecord, type RecordProposal } from './check-record.ts';
import type { CommitteeDecision } from './committee-decision.ts';
import type { Operator } from './operator.ts';
import { hexOf, type StepKey } from './step-journal.ts';

const passed = '';

/** The checker's part: check a proposal again, then sign it, or sign a refusal that names the failed check. Whether it was accepted. */
export async function answerProposal(
  operator: Operator,
  decision: CommitteeDecision,
  proposal: RecordProposal,
): Promise<boolean> {
  if (isMine(operator, proposal.call.signatures)) return true;
  const { steps } = operator;
  const { digest } = proposal.call;
  const key = (step: StepKey['step']): StepKey => ({ decisionId: decision.id, step, subject: digest });
  const checked = await steps.once(key('checked'), async () => ({
    check: (await checkRecord(operator, decision, proposal)) ?? passed,
  }));
  const check = checked.check ?? passed;
  if (isMine(operator, proposal.call.refusals)) return check === passed;
  const signed = await steps.once(key('answer-signed'), async () => ({
    signature: await operator.sign(answerDigest(operator, digest, check)),
  }));
  await steps.always(key('answer-sent'), () => sendAnswer(operator, digest, check, hexOf(signed, 'signature')));
  tellAnswer(operator, decision.id, check);
  return check === passed;
}

function answerDigest({ chainId, committee }: Operator, digest: Hex, check: string): Hex {
  return check === passed ? digest : refusalDigest(chainId, committee, { digest, check });
}

async function sendAnswer(operator: Operator, digest: Hex, check: string, signature: Hex): Promise<void> {
  const { client, signer } = operator;
  if (check === passed) await client.addSignature(digest, { signer, signature });
  else await client.refuseCall(digest, { signer, check, signature });
}

function tellAnswer(operator: Operator, decisionId: number, check: string): void {
  const text =
    check === passed
      ? `Decision ${decisionId}: recompiled, scored and checked again; signed.`
      : `Decision ${decisionId}: refused, because the check “${check}” failed.`;
  operator.tell({ event: check === passed ? 'signed' : 'refused', decisionId, text });
}

function isMine({ signer }: Operator, entries: readonly { signer: Hex }[]): boolean {
  return entries.some((entry) => entry.signer.toLowerCase() === signer.toLowerCase());
}
