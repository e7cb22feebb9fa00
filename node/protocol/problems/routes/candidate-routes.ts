import { NodeError } from '../../errors.ts';
import type { SnapshotContent } from '../../snapshot.ts';
import { looplessPaths } from './loopless-paths.ts';
import { type RoadGraph, roadGraph } from './road-graph.ts';
import { type Search, type SearchBudget, shortestPath } from './shortest-path.ts';
import { linkPolynomial, marginalCost, timeCost } from './travel-time.ts';

/** The candidate routes of one pair, as link indices, and which of them is the fastest now. */
export interface PairRoutes {
  readonly routes: readonly (readonly number[])[];
  readonly fastest: number;
}

/** Steps that one compilation may spend on the search; the demonstration city takes a hundredth. */
const mostSteps = 20_000_000;

/** Finds candidate routes pair by pair, at the travel times of a snapshot. */
export function routeFinder({
  network,
  flows,
}: SnapshotContent): (from: number, to: number, count: number) => PairRoutes {
  const graph = roadGraph(network);
  const budget: SearchBudget = { steps: mostSteps };
  const polynomials = network.links.map(linkPolynomial);
  const costsBy = (cost: typeof timeCost) =>
    Float64Array.from(polynomials, (polynomial, index) => cost(polynomial, flows.flows[index] ?? 0));
  const byTime: Search = { graph, costs: costsBy(timeCost), budget };
  const byMarginalCost: Search = { graph, costs: costsBy(marginalCost), budget };
  return (from, to, count) => {
    const ends: [number, number] = [indexOf(graph, from), indexOf(graph, to)];
    const fastest = shortestPath(byTime, ...ends);
    if (fastest === undefined) throw new NodeError('PROBLEM_UNREACHABLE', { from, to });
    return withFastest(looplessPaths(byMarginalCost, ...ends, count), fastest, count);
  };
}

/** The cheapest routes for everybody, with the fastest of now in place of the last where it is not among them. */
function withFastest(routes: number[][], fastest: number[], count: number): PairRoutes {
  const known = routes.findIndex((route) => route.join() === fastest.join());
  if (known !== -1) return { routes, fastest: known };
  const kept = routes.slice(0, count - 1);
  return { routes: [...kept, fastest], fastest: kept.length };
}

function indexOf(graph: RoadGraph, node: number): number {
  const index = graph.indexOfNode.get(node);
  if (index === undefined) throw new NodeError('NODE_UNKNOWN', { node });
  return index;
}
