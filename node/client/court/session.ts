import { type Address, type Hex, isAddressEqual } from 'viem';
import type { Call, CallBatch } from '../../protocol/call.ts';
import { batchToJson } from '../../protocol/call-json.ts';
import { randomNonce } from '../../protocol/call-nonce.ts';
import { modelCourtAbi } from '../../protocol/court/court-abi.ts';
import { scoreCall } from '../../protocol/court/court-calls.ts';
import { scoreBatches } from '../../protocol/court/score-batches.ts';
import { NodeError } from '../../protocol/errors.ts';
import type { NodeClient } from '../client.ts';
import type { Network } from '../views.ts';
import { type ChallengedDecision, type CourtCase, openChallenged } from './challenged.ts';
import type { CourtProgress } from './progress.ts';

/** Who acts, and how a batch of theirs gets its signature. */
export interface Actor {
  readonly account: Address;
  readonly sign: (batch: CallBatch) => Promise<{ signer: Hex; signature: Hex }>;
  readonly tell: (progress: CourtProgress) => void;
  /** Unix seconds. */
  readonly now: () => number;
}

export interface CourtSession extends ChallengedDecision {
  /** The newest case of the account about this decision that `matches`. */
  findCase(matches: (one: CourtCase) => boolean): Promise<bigint | undefined>;
  send(calls: readonly Call[]): Promise<void>;
  /** Scores what is left of a case, transaction by transaction; resolves with the state that the court gave it. */
  scoreToEnd(id: bigint): Promise<CourtCase>;
}

const callSeconds = 3600;

/** A decision before the court, and somebody who acts there. Throws what `openChallenged` throws. */
export async function openCourtSession(
  client: NodeClient,
  network: Network,
  actor: Actor,
  id: number,
): Promise<CourtSession> {
  const challenged = await openChallenged(client, network, id);
  const { reader, court, chunks, decisionId, courtCase } = challenged;

  async function send(calls: readonly Call[]): Promise<void> {
    const deadline = actor.now() + callSeconds;
    const batch = { account: actor.account, calls: [...calls], nonce: randomNonce(), deadline };
    const call = await client.submitCall({ call: batchToJson(batch, [await actor.sign(batch)]), content: [] });
    if (call.status !== 'executed')
      throw new NodeError('CALL_WAITS', { digest: call.digest, threshold: call.threshold });
    if (call.transactionHash !== undefined) actor.tell({ step: 'done', transaction: call.transactionHash });
  }

  async function scoreToEnd(number: bigint): Promise<CourtCase> {
    const { cursor } = await reader.readContract({
      address: court,
      abi: modelCourtAbi,
      functionName: 'scoring',
      args: [number],
    });
    const batches = scoreBatches(chunks, cursor);
    for (const [index, batch] of batches.entries()) {
      actor.tell({ step: 'scoring', part: index + 1, of: batches.length });
      await send([scoreCall(court, number, chunks.length, batch)]);
    }
    return await courtCase(number);
  }

  return {
    ...challenged,
    async findCase(matches) {
      const asked = { address: court, abi: modelCourtAbi } as const;
      const count = await reader.readContract({ ...asked, functionName: 'caseCount' });
      for (let number = count; number >= 1n; number--) {
        const one = await courtCase(number);
        const isOurs = one.decisionId === decisionId && isAddressEqual(one.account, actor.account);
        if (isOurs && matches(one)) return number;
      }
      return undefined;
    },
    send,
    scoreToEnd,
  };
}
