import { sha256 } from '@noble/hashes/sha2.js';
import { type Address, bytesToHex, encodeFunctionData, type Hex } from 'viem';
import type { Call } from '../call.ts';
import { type Claim, commitmentOf } from './commitment.ts';
import { modelCourtAbi } from './court-abi.ts';
import type { ProvenChunk } from './score-batches.ts';

/** Bytes of a sample that one contract keeps (SampleStore.sol). */
export const samplePartBytes = 24_000;

type Encoded = Parameters<typeof encodeFunctionData<typeof modelCourtAbi>>[0];

/** The calls that put a sample where the court reads it; a long one in parts. */
export function storeSampleCalls(court: Address, sample: Uint8Array): Call[] {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < sample.length; from += samplePartBytes) {
    parts.push(sample.subarray(from, from + samplePartBytes));
  }
  const stores = parts.map((part) => toCourt(court, { functionName: 'storeSample', args: [bytesToHex(part)] }));
  if (parts.length === 1) return stores;
  const hashes = parts.map((part) => bytesToHex(sha256(part)));
  return [...stores, toCourt(court, { functionName: 'joinSample', args: [hashes] })];
}

export function commitCall(court: Address, claim: Claim): Call {
  return toCourt(court, { functionName: 'commit', args: [claim.decisionId, commitmentOf(claim)] });
}

export function revealCall(court: Address, id: bigint, { sampleHash, energy, salt }: Claim): Call {
  return toCourt(court, { functionName: 'reveal', args: [id, sampleHash, energy, salt] });
}

export function doubtCall(court: Address, decisionId: bigint): Call {
  return toCourt(court, { functionName: 'doubt', args: [decisionId] });
}

export function lapseCall(court: Address, id: bigint): Call {
  return toCourt(court, { functionName: 'lapse', args: [id] });
}

/** Scores the next chunks of a case; anybody may. `count` = chunks of the whole model. */
export function scoreCall(court: Address, id: bigint, count: number, chunks: readonly ProvenChunk[]): Call {
  const given = chunks.map(({ data, proof }) => ({ data: bytesToHex(data), proof: [...proof] }));
  return toCourt(court, { functionName: 'score', args: [id, BigInt(count), given] });
}

function toCourt(target: Address, call: Omit<Encoded, 'abi'>): Call {
  return { target, value: 0n, data: encodeCourt(call) };
}

function encodeCourt(call: Omit<Encoded, 'abi'>): Hex {
  return encodeFunctionData({ abi: modelCourtAbi, ...call });
}
