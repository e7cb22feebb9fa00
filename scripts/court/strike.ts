import { doubtCall, storeSampleCalls } from '../../node/protocol/court/court-calls.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { sampleHash } from '../../node/protocol/sample.ts';
import type { Actor, CourtCase, CourtSession } from './session.ts';

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
    tell('Opening the doubt …');
    const stores = isStored ? [] : storeSampleCalls(session.court, sample);
    await session.send([...stores, doubtCall(session.court, session.decisionId)]);
    id = await session.findCase(isOpen);
    if (id === undefined) throw new NodeError('CLAIM_NOT_FOUND', { decisionId: session.decisionId });
  } else tell(`Going on with doubt ${id}.`);
  return { doubt: id, outcome: (await session.scoreToEnd(id)).state };
}
