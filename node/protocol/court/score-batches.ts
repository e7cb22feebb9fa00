import type { Hex } from 'viem';
import { chunkLeaf, merkleProofs } from '../merkle.ts';
import { chunkKinds } from '../model-chunks.ts';

export interface ProvenChunk {
  readonly index: number;
  readonly data: Uint8Array;
  /** Siblings up to the model's root. */
  readonly proof: readonly Hex[];
}

export interface BatchLimits {
  /** Bytes of chunks and proofs in one transaction: 128 KiB less the signature and what holds the call. */
  readonly bytes: number;
  readonly gas: number;
}

/** A signature of SLH-DSA-SHA2-128s has 7,856 bytes; an account of two signers sends two. */
export const batchLimits: BatchLimits = { bytes: 131_072 - 2 * 7856 - 1500, gas: 14_000_000 };

/** Every chunk of a model with its proof. */
export function provenChunks(chunks: readonly Uint8Array[]): ProvenChunk[] {
  const proofs = merkleProofs(chunks.map((chunk, index) => chunkLeaf(index, chunks.length, chunk)));
  return chunks.map((data, index) => ({ index, data, proof: proofs[index] ?? [] }));
}

/** Chunks from `cursor` on, cut into as few transactions as the limits allow, in order. */
export function scoreBatches(
  chunks: readonly ProvenChunk[],
  cursor = 0,
  limits: BatchLimits = batchLimits,
): ProvenChunk[][] {
  const batches: ProvenChunk[][] = [];
  let bytes = 0;
  let gas = 0;
  for (const chunk of chunks.slice(cursor)) {
    const size = encodedBytes(chunk);
    const cost = estimateGas(chunk);
    const open = batches.at(-1);
    if (open === undefined || bytes + size > limits.bytes || gas + cost > limits.gas) {
      batches.push([chunk]);
      [bytes, gas] = [size, cost];
    } else {
      open.push(chunk);
      bytes += size;
      gas += cost;
    }
  }
  return batches;
}

/** Bytes of calldata: the chunk in whole words, its proof, and the words that say where they are. */
export function encodedBytes({ data, proof }: ProvenChunk): number {
  return 32 * (Math.ceil(data.length / 32) + proof.length + 5);
}

/**
 * Gas of one chunk, from above for what was measured (npm run bench -- court): 40 a byte of calldata, the set-up of a block of variables, and
 * per byte of its kind what scoring takes.
 */
export function estimateGas(chunk: ProvenChunk): number {
  const { data } = chunk;
  return 40 * encodedBytes(chunk) + 200_000 + gasPerByte(data[1]) * data.length;
}

function gasPerByte(kind: number | undefined): number {
  if (kind === chunkKinds.groups) return 600;
  if (kind === chunkKinds.integers) return 150;
  return 40;
}
