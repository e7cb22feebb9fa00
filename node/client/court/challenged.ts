import type { Address, Hex, PublicClient } from 'viem';
import { decisionLedgerAbi, decisionStates } from '../../protocol/abi.ts';
import { isBlockOf } from '../../protocol/cid.ts';
import { caseStates, modelCourtAbi } from '../../protocol/court/court-abi.ts';
import { type ProvenChunk, provenChunks } from '../../protocol/court/score-batches.ts';
import { NodeError } from '../../protocol/errors.ts';
import { type CompiledProblem, compileProblem, decodeProblem } from '../../protocol/problems/problem.ts';
import { decodeReport } from '../../protocol/report.ts';
import { sampleHash } from '../../protocol/sample.ts';
import { readSnapshot } from '../../protocol/snapshot.ts';
import { createChainReader } from '../chain-reader.ts';
import type { NodeClient } from '../client.ts';
import type { Network } from '../views.ts';

export interface ChallengedDecision {
  readonly decisionId: bigint;
  readonly court: Address;
  readonly reader: PublicClient;
  readonly compiled: CompiledProblem;
  readonly chunks: readonly ProvenChunk[];
  /** As recorded. */
  readonly bound: bigint;
  /** Sample and energy that stand now, as the ledger has them. */
  standing(): Promise<{ sampleHash: Hex; energy: bigint; state: (typeof decisionStates)[number] }>;
  /** Bytes of the recorded report's sample; undefined where it is not the standing one. */
  standingSample(): Promise<Uint8Array | undefined>;
  isStored(sample: Hex): Promise<boolean>;
  courtCase(id: bigint): Promise<CourtCase>;
}

export interface CourtCase {
  readonly decisionId: bigint;
  readonly account: Address;
  readonly state: (typeof caseStates)[number];
  readonly isDoubt: boolean;
  readonly commitment: Hex;
  readonly deadline: number;
}

/**
 * What a challenger needs of one decision: the model, compiled here from the content whose CIDs the chain recorded, and the
 * court. Throws MODEL_ROOT_MISMATCH where the recorded model does not follow from the snapshot: that is for an objection.
 */
export async function openChallenged(client: NodeClient, network: Network, id: number): Promise<ChallengedDecision> {
  const decisionId = BigInt(id);
  const { modelCourt: court, decisionLedger } = network.contracts;
  const reader = createChainReader(client);
  const decision = await client.decision(id);
  if (decision.outcome === undefined) throw new NodeError('DECISION_NOT_RECORDED', { id, state: decision.state });
  const { modelRoot, reportCid, bound } = decision.outcome;
  const getBlock = async (cid: string): Promise<Uint8Array> => {
    const bytes = await client.content(cid);
    if (!isBlockOf(cid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
    return bytes;
  };
  const problem = decodeProblem(await getBlock(decision.problemCid));
  const compiled = compileProblem(await readSnapshot(decision.snapshotCid, getBlock), problem);
  if (compiled.modelRoot !== modelRoot) {
    throw new NodeError('MODEL_ROOT_MISMATCH', { expected: compiled.modelRoot, found: modelRoot });
  }

  async function standing() {
    const asked = { address: decisionLedger, abi: decisionLedgerAbi, functionName: 'decision' } as const;
    const [, , , state, outcome] = await reader.readContract({ ...asked, args: [decisionId] });
    return { sampleHash: outcome.sampleHash, energy: outcome.energy, state: decisionStates[state] ?? 'NONE' };
  }

  return {
    decisionId,
    court,
    reader,
    compiled,
    chunks: provenChunks(compiled.chunks),
    bound: BigInt(bound),
    standing,
    async standingSample() {
      const { sample } = decodeReport(await getBlock(reportCid));
      return sampleHash(sample) === (await standing()).sampleHash ? sample : undefined;
    },
    isStored: (sample) =>
      reader.readContract({ address: court, abi: modelCourtAbi, functionName: 'isStored', args: [sample] }),
    async courtCase(number) {
      const asked = { address: court, abi: modelCourtAbi, functionName: 'courtCase' } as const;
      const entry = await reader.readContract({ ...asked, args: [number] });
      return { ...entry, state: caseStates[entry.state] ?? 'NONE' };
    },
  };
}
