import { pathCost, type Search, shortestPath, spend } from './shortest-path.ts';

interface Candidate {
  readonly links: readonly number[];
  readonly cost: number;
  /** Where it leaves the path it was made from; before it, everything was already tried. */
  readonly deviation: number;
}

/**
 * Up to `count` cheapest loopless paths in ascending cost, ties in the order of node ids (J. Y. Yen, Management Science 17,
 * 1971; with E. L. Lawler's rule that no deviation is tried twice, Management Science 18, 1972).
 */
export function looplessPaths(search: Search, from: number, to: number, count: number): number[][] {
  const first = shortestPath(search, from, to);
  if (first === undefined) return [];
  const paths = [candidateOf(search, first, 0)];
  const waiting: Candidate[] = [];
  for (let last = paths[0]; last !== undefined && paths.length < count; ) {
    for (const candidate of deviationsOf(search, last, paths, [from, to])) {
      insertSorted(search, waiting, candidate, count - paths.length);
    }
    last = waiting.shift();
    if (last !== undefined) paths.push(last);
  }
  return paths.map(({ links }) => [...links]);
}

/** The cheapest path that leaves the given one at each of its nodes, from its own deviation on. */
function* deviationsOf(
  search: Search,
  path: Candidate,
  found: readonly Candidate[],
  [from, to]: readonly [number, number],
): Generator<Candidate> {
  const closedNodes = new Set<number>();
  let spur = from;
  for (const [at, next] of path.links.entries()) {
    if (at >= path.deviation) {
      spend(search.budget, 1 + (path.links.length >> 4));
      const root = path.links.slice(0, at);
      const links = found.filter((other) => startsWith(other.links, root)).map((other) => other.links[at] ?? -1);
      const rest = shortestPath(search, spur, to, { nodes: closedNodes, links: new Set(links) });
      if (rest !== undefined) yield candidateOf(search, [...root, ...rest], at);
    }
    closedNodes.add(spur);
    spur = search.graph.to[next] ?? to;
  }
}

function candidateOf(search: Search, links: readonly number[], deviation: number): Candidate {
  return { links, cost: pathCost(search, links), deviation };
}

/** Keeps the `most` cheapest in order; more can never be needed. */
function insertSorted(search: Search, waiting: Candidate[], candidate: Candidate, most: number): void {
  const isBefore = (other: Candidate) =>
    (candidate.cost - other.cost || comparePaths(search, candidate.links, other.links)) < 0;
  const at = waiting.findIndex(isBefore);
  waiting.splice(at === -1 ? waiting.length : at, 0, candidate);
  if (waiting.length > most) waiting.pop();
}

/** Order of the node sequences, then of the link ids. */
function comparePaths({ graph }: Search, a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const order = (graph.to[a[at] ?? 0] ?? 0) - (graph.to[b[at] ?? 0] ?? 0) || (a[at] ?? 0) - (b[at] ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function startsWith(links: readonly number[], root: readonly number[]): boolean {
  return root.every((link, index) => link === links[index]);
}
