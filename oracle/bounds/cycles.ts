import type { MixingState, SpinRows } from './mixing-method.ts';

/** A signed closed walk as in a cycle-shift certificate, found by how far the vectors break its inequality. */
export interface FoundCycle {
  readonly spins: readonly number[];
  readonly signs: readonly number[];
  /** 2 - sum of 1 + sign <v_u, v_v>; positive where the inequality is broken. */
  readonly violation: number;
}

const leastViolation = 0.02;

/** Product of two of the vectors. */
export function innerProduct({ vectors, rank }: MixingState, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < rank; k++) sum += (vectors[a * rank + k] ?? 0) * (vectors[b * rank + k] ?? 0);
  return sum;
}

/** Of all triangles, the `most` most broken; for up to a few hundred spins. */
export function brokenTriangles(size: number, state: MixingState, most: number): FoundCycle[] {
  const gram = new Float64Array(size * size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) gram[a * size + b] = innerProduct(state, a, b);
  const found: FoundCycle[] = [];
  const signsOf = [
    [1, 1, 1],
    [1, -1, -1],
    [-1, 1, -1],
    [-1, -1, 1],
  ] as const;
  let bar = leastViolation;
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const ab = gram[a * size + b] ?? 0;
      for (let c = b + 1; c < size; c++) {
        const bc = gram[b * size + c] ?? 0;
        const ca = gram[c * size + a] ?? 0;
        for (const signs of signsOf) {
          const violation = -1 - signs[0] * ab - signs[1] * bc - signs[2] * ca;
          if (violation > bar) found.push({ spins: [a, b, c], signs, violation });
        }
      }
    }
    if (found.length < 8 * most) continue;
    found.sort((x, y) => y.violation - x.violation).splice(most);
    bar = found.at(-1)?.violation ?? bar;
  }
  return found.sort((x, y) => y.violation - x.violation).slice(0, most);
}

/**
 * For each spin the most broken odd closed walk of the graph through it: a shortest path, in the doubled graph whose layers the +1 steps
 * change, from the spin to its twin, step costs 1 + sign <v_u, v_v> (F. Barahona, A. R. Mahjoub, 1986).
 */
export function brokenWalks(rows: SpinRows, state: MixingState): FoundCycle[] {
  const costs = Float64Array.from(rows.partners);
  for (let spin = 0; spin < rows.size; spin++) {
    for (let at = rows.starts[spin] ?? 0; at < (rows.starts[spin + 1] ?? 0); at++) {
      costs[at] = innerProduct(state, spin, rows.partners[at] ?? 0);
    }
  }
  const seen = new Set<string>();
  const found: FoundCycle[] = [];
  for (let spin = 0; spin < rows.size; spin++) {
    const walk = shortestOddWalk(rows, costs, spin);
    if (walk === undefined) continue;
    const key = [...walk.spins].sort((a, b) => a - b).join();
    if (!seen.has(key)) found.push(walk);
    seen.add(key);
  }
  return found;
}

function shortestOddWalk(
  { size, starts, partners }: SpinRows,
  products: Float64Array,
  from: number,
): FoundCycle | undefined {
  const limit = 2 - leastViolation;
  const distance = new Map<number, number>([[from, 0]]);
  const before = new Map<number, number>();
  const isDone = new Set<number>();
  const open: [cost: number, node: number][] = [[0, from]];
  for (let next = popLeast(open); next !== undefined; next = popLeast(open)) {
    const [cost, node] = next;
    if (isDone.has(node)) continue;
    isDone.add(node);
    if (node === from + size) return walkTo(node, size, before, 2 - cost);
    const layer = node >= size ? size : 0;
    for (let at = starts[node - layer] ?? 0, end = starts[node - layer + 1] ?? 0; at < end; at++) {
      const partner = partners[at] ?? 0;
      const product = products[at] ?? 0;
      for (const [target, step] of [
        [partner + layer, 1 - product],
        [partner + size - layer, 1 + product],
      ] as const) {
        const reached = cost + Math.max(0, step);
        if (reached >= limit || reached >= (distance.get(target) ?? limit)) continue;
        distance.set(target, reached);
        before.set(target, node);
        pushLeast(open, [reached, target]);
      }
    }
  }
  return undefined;
}

function walkTo(
  end: number,
  size: number,
  before: ReadonlyMap<number, number>,
  violation: number,
): FoundCycle | undefined {
  const spins: number[] = [];
  const signs: number[] = [];
  for (let node: number | undefined = end; node !== undefined; node = before.get(node)) {
    const previous = before.get(node);
    if (previous === undefined) break;
    spins.push(node % size);
    signs.push(node >= size === previous >= size ? -1 : 1);
  }
  return spins.length < 3 ? undefined : { spins, signs, violation };
}

function pushLeast(heap: [number, number][], entry: [number, number]): void {
  let at = heap.push(entry) - 1;
  for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
    const above = heap[parent];
    if (above === undefined || above[0] <= entry[0]) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = entry;
}

function popLeast(heap: [number, number][]): [number, number] | undefined {
  const least = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return least;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const a = heap[left];
    const b = heap[left + 1];
    if (a === undefined) break;
    const child = b !== undefined && b[0] < a[0] ? left + 1 : left;
    const below = heap[child];
    if (below === undefined || below[0] >= last[0]) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return least;
}
