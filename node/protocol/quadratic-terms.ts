import type { QuadraticTerms } from './constrained-model.ts';
import { NodeError } from './errors.ts';

/** Adds quadratic terms in any order and number, and gives them out sorted, added up, without zeros. */
export class QuadraticSum {
  readonly #weights = new Map<number, Map<number, number>>();

  /** Where both variables are the same the term is linear. Throws MODEL_INVALID for sums that are not safe integers. */
  add(first: number, second: number, weight: number): this {
    const row = Math.min(first, second);
    const column = Math.max(first, second);
    const columns = this.#weights.get(row) ?? new Map<number, number>();
    const total = (columns.get(column) ?? 0) + weight;
    if (!Number.isSafeInteger(total)) throw new NodeError('MODEL_INVALID', { rule: 'weights are int32', row, column });
    this.#weights.set(row, columns);
    columns.set(column, total);
    return this;
  }

  /** Throws MODEL_INVALID for a sum beyond 32 bits. */
  terms(): QuadraticTerms {
    const sorted: [row: number, column: number, weight: number][] = [];
    for (const [row, columns] of [...this.#weights].sort(byKey)) {
      for (const [column, weight] of [...columns].sort(byKey)) {
        if (weight !== (weight | 0)) throw new NodeError('MODEL_INVALID', { rule: 'weights are int32', row, column });
        if (weight !== 0) sorted.push([row, column, weight]);
      }
    }
    return {
      rows: Int32Array.from(sorted, ([row]) => row),
      columns: Int32Array.from(sorted, ([, column]) => column),
      weights: Int32Array.from(sorted, ([, , weight]) => weight),
    };
  }
}

function byKey(a: readonly [number, unknown], b: readonly [number, unknown]): number {
  return a[0] - b[0];
}
