import { randomSource } from '../samplers/random-source.ts';
import type { SpinRows } from './mixing-method.ts';

/**
 * An estimate of the least eigenvalue of W + Diag(diagonal) by Lanczos' method without reorthogonalization. An estimate from above:
 * it proves nothing, it only tells how far to shift before a proof is tried.
 */
export function estimateLeastEigenvalue(rows: SpinRows, diagonal: Float64Array, mostSteps: number): number {
  const { size } = rows;
  const random = randomSource(2);
  let vector = Float64Array.from({ length: size }, () => random() / 2 ** 31 - 1);
  let previous = new Float64Array(size);
  let beta = 0;
  normalize(vector);
  const alphas: number[] = [];
  const betas: number[] = [];
  for (let step = 0; step < Math.min(size, mostSteps); step++) {
    const next = multiply(rows, diagonal, vector);
    let alpha = 0;
    for (let at = 0; at < size; at++) {
      next[at] = (next[at] ?? 0) - beta * (previous[at] ?? 0);
      alpha += (next[at] ?? 0) * (vector[at] ?? 0);
    }
    for (let at = 0; at < size; at++) next[at] = (next[at] ?? 0) - alpha * (vector[at] ?? 0);
    alphas.push(alpha);
    beta = normalize(next);
    if (!(beta > 1e-9)) break;
    betas.push(beta);
    previous = vector;
    vector = next;
  }
  return leastOfTridiagonal(alphas, betas);
}

function multiply(
  { size, starts, partners, weights }: SpinRows,
  diagonal: Float64Array,
  vector: Float64Array,
): Float64Array<ArrayBuffer> {
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = (diagonal[row] ?? 0) * (vector[row] ?? 0);
    for (let at = starts[row] ?? 0, end = starts[row + 1] ?? 0; at < end; at++) {
      sum += (weights[at] ?? 0) * (vector[partners[at] ?? 0] ?? 0);
    }
    product[row] = sum;
  }
  return product;
}

function normalize(vector: Float64Array): number {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length > 0) for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / length;
  return length;
}

/** By bisection: below x lie as many eigenvalues as the Sturm sequence has negative pivots. */
function leastOfTridiagonal(alphas: readonly number[], betas: readonly number[]): number {
  const reach = (at: number) => Math.abs(betas[at - 1] ?? 0) + Math.abs(betas[at] ?? 0);
  let low = Math.min(...alphas.map((alpha, at) => alpha - reach(at)));
  let high = Math.min(...alphas);
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    let pivot = 1;
    const hasNegative = alphas.some((alpha, at) => {
      const beta = at === 0 ? 0 : (betas[at - 1] ?? 0);
      pivot = alpha - middle - (beta * beta) / pivot;
      return pivot < 0;
    });
    if (hasNegative) high = middle;
    else low = middle;
  }
  return high;
}
