/** Entries of row i stand from starts[i] to starts[i+1]. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly others: Int32Array;
  readonly weights: Float64Array;
}

export type Entry = readonly [row: number, other: number, weight: number];

/** Rows in compressed form; within a row, entries keep their order. */
export function adjacency(rows: number, entries: readonly Entry[]): Adjacency {
  const starts = new Int32Array(rows + 1);
  for (const [row] of entries) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const others = new Int32Array(entries.length);
  const weights = new Float64Array(entries.length);
  for (const [row, other, weight] of entries) {
    const at = next[row] ?? 0;
    others[at] = other;
    weights[at] = weight;
    next[row] = at + 1;
  }
  return { starts, others, weights };
}
