import { callBatches } from '../../protocol/court/call-batches.ts';
import { doubtCall, storeSampleCalls } from '../../protocol/court/court-calls.ts';
import { NodeError } from '../../protocol/errors.ts';
import { sampleHash } from '../../protocol/sample.ts';
import type { CourtCase } from './challenged.ts';
import type { Actor, CourtSession } from './session.ts';

export interface StrikeResult {
  readonly doubt: bigint;
  readonly outcome: CourtCase['state'];
}

/**
 * Has the recorded answer scored on chain: the court strikes it where the energy is misstated or a rule broken, else confirms it. Goes
 * on with an open doubt of the account.
 */
export async function strikeDecision(session: CourtSession, { tell }: Actor): Promise<StrikeResult> {
  const isOpen = (one: CourtCase): boolean => one.isDoubt && one.state === 'REVEALED';
  let id = await session.findCase(isOpen);
  if (id === undefined) {
    const sample = await session.standingSample();
    if (sample === undefined) throw new NodeError('SAMPLE_UNKNOWN', { rule: 'the report holds the standing sample' });
    const isStored = await session.isStored(sampleHash(sample));
    tell({ step: 'doubting' });
    const stores = isStored ? [] : storeSampleCalls(session.court, sample);
    const batches = callBatches([...stores, doubtCall(session.court, session.decisionId)]);
    for (const batch of batches) await session.send(batch);
    id = await session.findCase(isOpen);
    if (id === undefined) throw new NodeError('CLAIM_NOT_FOUND', { decisionId: session.decisionId });
  } else tell({ step: 'going-on', id });
  return { doubt: id, outcome: (await session.scoreToEnd(id)).state };
}
