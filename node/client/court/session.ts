import { type Address, type Hex, isAddressEqual } from 'viem';
import { decisionLedgerAbi, decisionStates } from '../../protocol/abi.ts';
import type { Call, CallBatch } from '../../protocol/call.ts';
import { batchToJson } from '../../protocol/call-json.ts';
import { randomNonce } from '../../protocol/call-nonce.ts';
import { isBlockOf } from '../../protocol/cid.ts';
import { caseStates, modelCourtAbi } from '../../protocol/court/court-abi.ts';
import { scoreCall } from '../../protocol/court/court-calls.ts';
import { type ProvenChunk, provenChunks, scoreBatches } from '../../protocol/court/score-batches.ts';
import { NodeError } from '../../protocol/errors.ts';
import { type CompiledProblem, compileProblem, decodeProblem } from '../../protocol/problems/problem.ts';
import { decodeReport } from '../../protocol/report.ts';
import { sampleHash } from '../../protocol/sample.ts';
import { readSnapshot } from '../../protocol/snapshot.ts';
import { createChainReader } from '../chain-reader.ts';
import type { NodeClient } from '../client.ts';
import type { Network } from '../views.ts';
import type { CourtProgress } from './progress.ts';

/** Who acts, and how a batch of theirs gets its signature. */
export interface Actor {
  readonly account: Address;
  readonly sign: (batch: CallBatch) => Promise<{ signer: Hex; signature: Hex }>;
  readonly tell: (progress: CourtProgress) => void;
  /** Unix seconds. */
  readonly now: () => number;
}

export interface CourtSession {
  readonly decisionId: bigint;
  readonly court: Address;
  readonly compiled: CompiledProblem;
  readonly chunks: readonly ProvenChunk[];
  /** Sample and energy that stand now, as the ledger has them. */
  standing(): Promise<{ sampleHash: Hex; energy: bigint; state: (typeof decisionStates)[number] }>;
  /** Bytes of the recorded report's sample; undefined where it is not the standing one. */
  standingSample(): Promise<Uint8Array | undefined>;
  isStored(sample: Hex): Promise<boolean>;
  courtCase(id: bigint): Promise<CourtCase>;
  /** The newest case of the account about this decision that `matches`. */
  findCase(matches: (one: CourtCase) => boolean): Promise<bigint | undefined>;
  send(calls: readonly Call[]): Promise<void>;
  /** Scores what is left of a case, transaction by transaction; resolves with the state that the court gave it. */
  scoreToEnd(id: bigint): Promise<CourtCase>;
}

export interface CourtCase {
  readonly decisionId: bigint;
  readonly account: Address;
  readonly state: (typeof caseStates)[number];
  readonly isDoubt: boolean;
  readonly commitment: Hex;
  readonly deadline: number;
}

const callSeconds = 3600;

/**
 * Everything a challenger needs of one decision: the model, compiled here from the content whose CIDs the chain recorded, and the
 * court. Throws MODEL_ROOT_MISMATCH where the recorded model does not follow from the snapshot: that is for an objection.
 */
export async function openCourtSession(
  client: NodeClient,
  network: Network,
  actor: Actor,
  id: number,
): Promise<CourtSession> {
  const decisionId = BigInt(id);
  const { modelCourt: court, decisionLedger } = network.contracts;
  const reader = createChainReader(client);
  const decision = await client.decision(id);
  if (decision.outcome === undefined) throw new NodeError('DECISION_NOT_RECORDED', { id, state: decision.state });
  const getBlock = async (cid: string): Promise<Uint8Array> => {
    const bytes = await client.content(cid);
    if (!isBlockOf(cid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
    return bytes;
  };
  const problem = decodeProblem(await getBlock(decision.problemCid));
  const compiled = compileProblem(await readSnapshot(decision.snapshotCid, getBlock), problem);
  if (compiled.modelRoot !== decision.outcome.modelRoot) {
    throw new NodeError('MODEL_ROOT_MISMATCH', { expected: compiled.modelRoot, found: decision.outcome.modelRoot });
  }
  const chunks = provenChunks(compiled.chunks);
  const { reportCid } = decision.outcome;

  async function standing() {
    const [, , , state, outcome] = await reader.readContract({
      address: decisionLedger,
      abi: decisionLedgerAbi,
      functionName: 'decision',
      args: [decisionId],
    });
    return { sampleHash: outcome.sampleHash, energy: outcome.energy, state: decisionStates[state] ?? 'NONE' };
  }

  async function courtCase(number: bigint): Promise<CourtCase> {
    const entry = await reader.readContract({
      address: court,
      abi: modelCourtAbi,
      functionName: 'courtCase',
      args: [number],
    });
    return { ...entry, state: caseStates[entry.state] ?? 'NONE' };
  }

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
    decisionId,
    court,
    compiled,
    chunks,
    standing,
    async standingSample() {
      const { sample } = decodeReport(await getBlock(reportCid));
      return sampleHash(sample) === (await standing()).sampleHash ? sample : undefined;
    },
    isStored: (sample) =>
      reader.readContract({ address: court, abi: modelCourtAbi, functionName: 'isStored', args: [sample] }),
    courtCase,
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
