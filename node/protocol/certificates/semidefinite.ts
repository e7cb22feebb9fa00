import { NodeError } from '../errors.ts';

/** A symmetric matrix of whole numbers that float64 holds exactly; both halves of what is off the diagonal. */
export interface IntegerMatrix {
  readonly diagonal: Float64Array;
  readonly rows: readonly Map<number, number>[];
}

/** Rows with more entries than this are left to the dense part. */
const mostSparse = 24;
/** 72 million numbers, half a gigabyte. */
const mostDense = 12_000;

/**
 * Whether the matrix is proven positive semidefinite: true is a proof, false is not the opposite.
 *
 * Cholesky in float64 of the matrix less `slack` on its diagonal. If that runs to its end, the rounding errors change the matrix by
 * at most (n+1) u / (1 - 2 (n+1) u) x trace in the spectral norm, u = 2^-53 (S. M. Rump, Verification of positive definiteness, BIT
 * 46, 2006, theorem 2.3; N. J. Higham, Accuracy and Stability, 2nd ed., theorems 10.3 and 10.5, for any order of the sums). The
 * slack is more than four times that, rounded up to a whole number, so that the subtraction is exact and underflow has room.
 * The matrix is used up.
 */
export function isSurelySemidefinite({ diagonal, rows }: IntegerMatrix): boolean {
  const size = diagonal.length;
  let trace = 0;
  for (const entry of diagonal) trace += entry;
  const slack = Math.ceil((size + 4) * 2 ** -50 * trace) + 1;
  for (let at = 0; at < size; at++) {
    const reduced = (diagonal[at] ?? 0) - slack;
    if (!(reduced > 0) || !Number.isSafeInteger(reduced)) return false;
    diagonal[at] = reduced;
  }
  const rest = eliminateSparse({ diagonal, rows });
  return rest !== undefined && factorDense(rest, { diagonal, rows });
}

/** Eliminates rows of few entries, fewest first; returns those that remain, or `undefined` at a pivot that is not positive. */
function eliminateSparse({ diagonal, rows }: IntegerMatrix): number[] | undefined {
  const isDone = new Uint8Array(rows.length);
  const byCount: number[][] = Array.from({ length: mostSparse + 1 }, () => []);
  const place = (at: number) => byCount[rows[at]?.size ?? 0]?.push(at);
  for (const at of rows.keys()) place(at);
  for (let count = 0; count <= mostSparse; count++) {
    for (let at = byCount[count]?.pop(); at !== undefined; at = byCount[count]?.pop()) {
      const row = rows[at];
      if (row === undefined || isDone[at] === 1 || row.size !== count) continue;
      const pivot = diagonal[at] ?? 0;
      if (!(pivot > 0)) return undefined;
      isDone[at] = 1;
      eliminate({ diagonal, rows }, at, Math.sqrt(pivot));
      for (const other of row.keys()) {
        place(other);
        count = Math.min(count, rows[other]?.size ?? 0);
      }
    }
  }
  return Array.from(rows.keys()).filter((at) => isDone[at] === 0);
}

/** Takes the outer product of column `at` of the factor from the rest. */
function eliminate({ diagonal, rows }: IntegerMatrix, at: number, root: number): void {
  const entries = [...(rows[at] ?? [])].map(([other, value]): [number, number] => [other, value / root]);
  for (const [index, [first, a]] of entries.entries()) {
    diagonal[first] = (diagonal[first] ?? 0) - a * a;
    const row = rows[first];
    row?.delete(at);
    for (const [second, b] of entries.slice(index + 1)) {
      const value = (row?.get(second) ?? 0) - a * b;
      row?.set(second, value);
      rows[second]?.set(first, value);
    }
  }
}

/** Row after row of the lower triangle, packed: row i at i (i + 1) / 2. False at a pivot that is not positive. */
function factorDense(rest: readonly number[], { diagonal, rows }: IntegerMatrix): boolean {
  const size = rest.length;
  if (size > mostDense) throw new NodeError('CERTIFICATE_TOO_LARGE', { dense: size, most: mostDense });
  const places = new Map(rest.map((at, place) => [at, place]));
  const factor = new Float64Array((size * (size + 1)) / 2);
  for (const [place, at] of rest.entries()) {
    factor[(place * (place + 3)) / 2] = diagonal[at] ?? 0;
    for (const [other, value] of rows[at] ?? []) {
      const column = places.get(other) ?? 0;
      if (column < place) factor[(place * (place + 1)) / 2 + column] = value;
    }
  }
  for (let row = 0; row < size; row += 4) {
    const count = Math.min(4, size - row);
    if (count === 4) reduceFour(factor, row);
    else for (let at = row; at < size; at++) reduce(factor, at, 0, row);
    for (let at = row; at < row + count; at++) {
      reduce(factor, at, row, at);
      const start = (at * (at + 1)) / 2;
      let pivot = factor[start + at] ?? 0;
      for (let column = 0; column < at; column++) pivot -= (factor[start + column] ?? 0) ** 2;
      if (!(pivot > 0)) return false;
      factor[start + at] = Math.sqrt(pivot);
    }
  }
  return true;
}

/** Columns from .. to - 1 of one row of the factor. */
function reduce(factor: Float64Array, row: number, from: number, to: number): void {
  const start = (row * (row + 1)) / 2;
  for (let column = from; column < to; column++) {
    const other = (column * (column + 1)) / 2;
    let value = factor[start + column] ?? 0;
    for (let at = 0; at < column; at++) value -= (factor[start + at] ?? 0) * (factor[other + at] ?? 0);
    factor[start + column] = value / (factor[other + column] ?? 1);
  }
}

/** The columns before `row` of four rows at once, so that each number of the factor above is read once for four uses. */
function reduceFour(factor: Float64Array, row: number): void {
  const a = (row * (row + 1)) / 2;
  const b = a + row + 1;
  const c = b + row + 2;
  const d = c + row + 3;
  for (let column = 0; column < row; column++) {
    const other = (column * (column + 1)) / 2;
    let first = factor[a + column] ?? 0;
    let second = factor[b + column] ?? 0;
    let third = factor[c + column] ?? 0;
    let fourth = factor[d + column] ?? 0;
    for (let at = 0; at < column; at++) {
      const value = factor[other + at] ?? 0;
      first -= value * (factor[a + at] ?? 0);
      second -= value * (factor[b + at] ?? 0);
      third -= value * (factor[c + at] ?? 0);
      fourth -= value * (factor[d + at] ?? 0);
    }
    const pivot = factor[other + column] ?? 1;
    factor[a + column] = first / pivot;
    factor[b + column] = second / pivot;
    factor[c + column] = third / pivot;
    factor[d + column] = fourth / pivot;
  }
}
