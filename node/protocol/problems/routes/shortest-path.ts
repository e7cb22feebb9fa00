import { NodeError } from '../../errors.ts';
import { NodeQueue } from './node-queue.ts';
import type { RoadGraph } from './road-graph.ts';

/** Counts work over a whole compilation, so that a hostile problem ends with PROBLEM_TOO_LARGE on every machine alike. */
export interface SearchBudget {
  steps: number;
}

export interface Search {
  readonly graph: RoadGraph;
  /** Integer cost per link, at least 1. */
  readonly costs: Float64Array;
  readonly budget: SearchBudget;
}

/** What a path may not use, by index. */
export interface Closures {
  readonly nodes: ReadonlySet<number>;
  readonly links: ReadonlySet<number>;
}

const nothingClosed: Closures = { nodes: new Set(), links: new Set() };

/**
 * The cheapest path as link indices (Dijkstra, from the destination backwards); among equally cheap ones the first in the
 * order of node ids, then of link ids. `undefined` where there is none.
 */
export function shortestPath(search: Search, from: number, to: number, closed = nothingClosed): number[] | undefined {
  const distances = distancesTo(search, from, to, closed);
  const path: number[] = [];
  for (let at = from; at !== to; ) {
    const link = nextLink(search, distances, at, closed);
    if (link === undefined) return undefined;
    path.push(link);
    at = search.graph.to[link] ?? to;
  }
  return path;
}

export function pathCost({ costs }: Search, path: readonly number[]): number {
  return path.reduce((sum, link) => sum + (costs[link] ?? 0), 0);
}

/** Takes steps from the budget. */
export function spend(budget: SearchBudget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw new NodeError('PROBLEM_TOO_LARGE', { rule: 'the search for routes ends' });
}

function distancesTo({ graph, costs, budget }: Search, from: number, to: number, closed: Closures): Float64Array {
  spend(budget, 1 + (graph.nodeCount >> 5));
  const distances = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  const queue = new NodeQueue();
  distances[to] = 0;
  queue.push(to, 0);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next.cost > (distances[next.node] ?? 0)) continue;
    spend(budget, 1);
    if (next.node === from) break;
    for (const link of graph.incoming[next.node] ?? []) {
      const tail = graph.from[link] ?? 0;
      const distance = next.cost + (costs[link] ?? 0);
      if (distance >= (distances[tail] ?? 0) || closed.links.has(link) || closed.nodes.has(tail)) continue;
      distances[tail] = distance;
      queue.push(tail, distance);
    }
  }
  return distances;
}

function nextLink({ graph, costs }: Search, distances: Float64Array, at: number, closed: Closures): number | undefined {
  const distance = distances[at] ?? Number.POSITIVE_INFINITY;
  if (distance === Number.POSITIVE_INFINITY) return undefined;
  let best: number | undefined;
  for (const link of graph.outgoing[at] ?? []) {
    const head = graph.to[link] ?? 0;
    if (closed.links.has(link) || closed.nodes.has(head)) continue;
    if ((costs[link] ?? 0) + (distances[head] ?? 0) !== distance) continue;
    if (best === undefined || head < (graph.to[best] ?? 0)) best = link;
  }
  return best;
}
