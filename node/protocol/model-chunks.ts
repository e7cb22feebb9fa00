import { ByteWriter } from './byte-writer.ts';
import { merkleRoot } from './merkle.ts';

/**
 * A qdt-model/2 in chunks of at most 56,000 bytes (two go in a transaction of 128 KiB, with two signatures), big-endian, each `version,
 * kind, body`, so that a judge may score it chunk by chunk, each against at most two blocks of 4,096 variables:
 *
 * 1 header · 2 sizes of one-hot groups · 3 bounds of integers · 4 quadratic terms of a pair of blocks, in rows · then bands of at
 * most 256 lines: 5 their weights, in rows by block of variables, followed by what the sums mean: 6 polynomial terms · 7 constraints ·
 * 8 cardinalities · 9 nodes of a flow.
 *
 * A row is `row, count, (variable in block, weight)...` = 2 + 2 + count x (2 + 4) bytes and never split.
 */
export const chunkLimit = 56_000;
export const blockVariables = 4096;
export const chunkVersion = 2;
export const chunkKinds = {
  header: 1,
  groups: 2,
  integers: 3,
  quadratic: 4,
  weights: 5,
  terms: 6,
  constraints: 7,
  cardinalities: 8,
  flows: 9,
} as const;
/** Chunks one model may have. */
export const chunkCountLimit = 16_384;

/** The root recorded on chain. */
export function modelRoot(chunks: readonly Uint8Array[]): `0x${string}` {
  return merkleRoot(chunks);
}

/** An open chunk of a kind. */
export function startChunk(kind: number): ByteWriter {
  return new ByteWriter().uint8(chunkVersion).uint8(kind);
}

export type Entry = readonly [variable: number, weight: number];

/** Chunks of rows of one kind, each begun by `start`; a row that does not fit opens the next chunk. */
export class RowWriter {
  readonly #start: () => ByteWriter;
  readonly #chunks: Uint8Array[] = [];
  #open: ByteWriter;

  constructor(start: () => ByteWriter) {
    this.#start = start;
    this.#open = start();
  }

  add(row: number, entries: readonly Entry[]): void {
    if (this.#open.length + 4 + 6 * entries.length > chunkLimit) {
      this.#chunks.push(this.#open.finish());
      this.#open = this.#start();
    }
    this.#open.uint16(row).uint16(entries.length);
    for (const [variable, weight] of entries) this.#open.uint16(variable % blockVariables).int32(weight);
  }

  finish(): Uint8Array[] {
    return [...this.#chunks, this.#open.finish()];
  }
}

/** Cut into parts of at most `size`, in order. */
export function partsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}
