import type { Call } from '../../protocol/call.ts';
import { scoreConstrained } from '../../protocol/constrained-energy.ts';
import { callBatches, sizeOf } from '../../protocol/court/call-batches.ts';
import { type Claim, commitmentOf } from '../../protocol/court/commitment.ts';
import { commitCall, revealCall, scoreCall, storeSampleCalls } from '../../protocol/court/court-calls.ts';
import {
  batchLimits,
  encodedBytes,
  estimateGas,
  type ProvenChunk,
  scoreBatches,
} from '../../protocol/court/score-batches.ts';
import { NodeError } from '../../protocol/errors.ts';
import { sampleHash } from '../../protocol/sample.ts';
import type { CourtCase } from './challenged.ts';
import type { Actor, CourtSession } from './session.ts';

export interface ChallengeResult {
  readonly claim: bigint;
  readonly energy: bigint;
  readonly outcome: CourtCase['state'];
}

/**
 * Beats a recorded answer: scores the sample here first, commits, reveals, has it scored on chain, and says how it ended. Goes on where
 * an earlier attempt with the same salt stopped: the state is on chain. Throws SAMPLE_NOT_BETTER, SAMPLE_... or the court's refusal.
 */
export async function challengeDecision(
  session: CourtSession,
  { account, tell }: Actor,
  sample: Uint8Array,
  salt: Claim['salt'],
): Promise<ChallengeResult> {
  const energy = scoreConstrained(session.compiled.model, sample);
  const { decisionId, court } = session;
  const claim = { decisionId, sampleHash: sampleHash(sample), energy, account, salt };
  const commitment = commitmentOf(claim);
  let id = await session.findCase((one) => one.commitment === commitment);
  if (id === undefined) {
    const standing = await session.standing();
    if (energy >= standing.energy) {
      throw new NodeError('SAMPLE_NOT_BETTER', { energy: String(energy), standing: String(standing.energy) });
    }
    tell({ step: 'committing', energy, standing: standing.energy });
    await session.send([commitCall(court, claim)]);
    id = await session.findCase((one) => one.commitment === commitment);
    if (id === undefined) throw new NodeError('CLAIM_NOT_FOUND', { decisionId });
  } else tell({ step: 'going-on', id });
  if ((await session.courtCase(id)).state === 'COMMITTED') {
    await reveal(session, tell, id, claim, sample);
  }
  const { state } = await session.courtCase(id);
  const ended = state === 'REVEALED' ? await session.scoreToEnd(id) : await session.courtCase(id);
  return { claim: id, energy, outcome: ended.state };
}

/**
 * Sample, standing sample, reveal and as much of the model as fits, in one transaction: nobody sees the sample before. Of a sample too
 * large for one, all but the last part is stored before: nobody sees the whole of it.
 */
async function reveal(
  session: CourtSession,
  tell: Actor['tell'],
  id: bigint,
  claim: Claim,
  sample: Uint8Array,
): Promise<void> {
  const { court, chunks } = session;
  const recorded = await session.standingSample();
  const isNeeded = recorded !== undefined && !(await session.isStored(sampleHash(recorded)));
  const calls = [
    ...(isNeeded ? storeSampleCalls(court, recorded) : []),
    ...storeSampleCalls(court, sample),
    revealCall(court, id, claim),
  ];
  const before = callBatches(calls);
  const last = before.pop() ?? [];
  for (const [index, batch] of before.entries()) {
    tell({ step: 'storing', part: index + 1, of: before.length });
    await session.send(batch);
  }
  tell({ step: 'revealing', id });
  const [first = []] = scoreBatches(chunks);
  const withFirst = [...last, scoreCall(court, id, chunks.length, first)];
  await session.send(fitsOne(last, first) ? withFirst : last);
}

function fitsOne(calls: readonly Call[], chunks: readonly ProvenChunk[]): boolean {
  const { bytes, gas } = sizeOf(calls);
  return (
    bytes + chunks.reduce((sum, chunk) => sum + encodedBytes(chunk), 0) <= batchLimits.bytes &&
    gas + chunks.reduce((sum, chunk) => sum + estimateGas(chunk), 0) <= batchLimits.gas
  );
}
