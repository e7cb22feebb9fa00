import { scoreConstrained } from '../../node/protocol/constrained-energy.ts';
import { type Claim, commitmentOf } from '../../node/protocol/court/commitment.ts';
import { commitCall, revealCall, scoreCall, storeSampleCalls } from '../../node/protocol/court/court-calls.ts';
import { batchLimits, encodedBytes, estimateGas, scoreBatches } from '../../node/protocol/court/score-batches.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { sampleHash } from '../../node/protocol/sample.ts';
import type { Actor, CourtCase, CourtSession } from './session.ts';

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
    tell(`Energy ${energy}, the standing one is ${standing.energy}. Committing …`);
    await session.send([commitCall(court, claim)]);
    id = await session.findCase((one) => one.commitment === commitment);
    if (id === undefined) throw new NodeError('CLAIM_NOT_FOUND', { decisionId });
  } else tell(`Going on with claim ${id}.`);
  if ((await session.courtCase(id)).state === 'COMMITTED') {
    tell(`Revealing claim ${id} …`);
    await reveal(session, id, claim, sample);
  }
  const { state } = await session.courtCase(id);
  const ended = state === 'REVEALED' ? await session.scoreToEnd(id) : await session.courtCase(id);
  return { claim: id, energy, outcome: ended.state };
}

/** Sample, standing sample, reveal and as much of the model as fits, in one transaction: nobody sees the sample before. */
async function reveal(session: CourtSession, id: bigint, claim: Claim, sample: Uint8Array): Promise<void> {
  const { court, chunks } = session;
  const recorded = await session.standingSample();
  const isNeeded = recorded !== undefined && !(await session.isStored(sampleHash(recorded)));
  const calls = [
    ...storeSampleCalls(court, sample),
    ...(isNeeded ? storeSampleCalls(court, recorded) : []),
    revealCall(court, id, claim),
  ];
  const bytes = calls.reduce((sum, { data }) => sum + data.length / 2 + 200, 0);
  // a stored byte costs 200 gas, the calls themselves less than 900,000
  const gas = 200 * bytes + 900_000;
  const [first = []] = scoreBatches(chunks);
  const isRoom =
    bytes + first.reduce((sum, chunk) => sum + encodedBytes(chunk), 0) <= batchLimits.bytes &&
    gas + first.reduce((sum, chunk) => sum + estimateGas(chunk), 0) <= batchLimits.gas;
  await session.send(isRoom ? [...calls, scoreCall(court, id, chunks.length, first)] : calls);
}
