import { type Address, concat, decodeFunctionData, type Hex, hexToBytes, isAddressEqual } from 'viem';
import type { CallBatch } from '../protocol/call.ts';
import { scoreConstrained } from '../protocol/constrained-energy.ts';
import { modelCourtAbi } from '../protocol/court/court-abi.ts';
import { NodeError } from '../protocol/errors.ts';
import type { CompiledProblem } from '../protocol/problems/problem.ts';
import { sampleHash } from '../protocol/sample.ts';

export interface CourtReviewOptions {
  court: Address;
  /** The decision that a claim is about; undefined for an unknown claim. */
  decisionOf: (claimId: number) => number | undefined;
  modelOf: (decisionId: number) => Promise<CompiledProblem>;
  /** Energy that stands, from the ledger itself. */
  standingEnergy: (decisionId: number) => Promise<bigint>;
  /** What somebody gave the court before; undefined for a sample that it does not have. */
  storedSample: (hash: Hex) => Promise<Uint8Array | undefined>;
}

/**
 * Scores a revealed sample before anything is relayed: only a strictly better one is, for a false claim would bar its account and
 * cost the chain its scoring. A sample may come in parts, in this batch or before. One that is nowhere is the court's to refuse. Throws 'SAMPLE_...',
 * 'SAMPLE_ENERGY_MISMATCH', 'SAMPLE_NOT_BETTER', 'CONTENT_MISSING'.
 */
export function createCourtReview({ court, decisionOf, modelOf, standingEnergy, storedSample }: CourtReviewOptions) {
  async function reviewReveal(id: bigint, sample: Uint8Array, energy: bigint): Promise<void> {
    const decisionId = decisionOf(Number(id));
    if (decisionId === undefined) return;
    const { model } = await modelOf(decisionId);
    const found = scoreConstrained(model, sample);
    if (found !== energy) throw new NodeError('SAMPLE_ENERGY_MISMATCH', { field: 'energy', claimed: energy, found });
    const standing = await standingEnergy(decisionId);
    if (energy >= standing) throw new NodeError('SAMPLE_NOT_BETTER', { field: 'energy', energy, standing });
  }

  return async ({ calls }: Pick<CallBatch, 'calls'>): Promise<void> => {
    const stored = new Map<Hex, Uint8Array>();
    for (const { target, data } of calls) {
      const call = isAddressEqual(target, court) ? decodeCourt(data) : undefined;
      if (call?.functionName === 'storeSample') {
        const bytes = hexToBytes(call.args[0]);
        stored.set(sampleHash(bytes), bytes);
      }
      if (call?.functionName === 'joinSample') {
        const parts = await Promise.all(
          call.args[0].map(async (part) => stored.get(part) ?? (await storedSample(part))),
        );
        if (parts.includes(undefined)) continue;
        const bytes = concat(parts.filter((part) => part !== undefined));
        stored.set(sampleHash(bytes), bytes);
      }
      if (call?.functionName !== 'reveal') continue;
      const [id, hash, energy] = call.args;
      const sample = stored.get(hash) ?? (await storedSample(hash));
      if (sample !== undefined) await reviewReveal(id, sample, energy);
    }
  };
}

/** Undefined for what the court has no function for: the chain refuses it in its own words. */
function decodeCourt(data: Hex) {
  try {
    return decodeFunctionData({ abi: modelCourtAbi, data });
  } catch {
    return undefined;
  }
}
