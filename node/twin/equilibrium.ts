import { type FlowLink, type FlowState, linkTime, linkTimeSlope } from './link-times.ts';
import { shortestTree } from './shortest-tree.ts';

/** A network with nodes 0..nodeCount-1, and trips between them. */
export interface AssignmentProblem {
  readonly nodeCount: number;
  readonly links: readonly FlowLink[];
  readonly trips: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

export interface Equilibrium {
  /** Vehicles per link. */
  readonly flows: readonly number[];
  /** (total time - total time if everybody were on a shortest path) / total time. */
  readonly relativeGap: number;
  readonly iterations: number;
}

const roundsPerIteration = 4;

interface Path {
  readonly links: readonly number[];
  flow: number;
}

/**
 * User equilibrium: nobody has a faster path. Path-based gradient projection (Jayakrishnan, Tsai, Prashker, Rajadhyaksha,
 * Transportation Research Record 1443, 1994): each pair keeps its used paths and shifts vehicles to its fastest by a Newton step.
 * Plain arithmetic only, fixed order: the same flows on every machine.
 */
export function findEquilibrium(
  problem: AssignmentProblem,
  { targetGap, mostIterations }: { targetGap: number; mostIterations: number },
): Equilibrium {
  const state: FlowState = { links: problem.links, flows: new Float64Array(problem.links.length) };
  const paths: Path[][] = problem.trips.map(() => []);
  offerFastestPaths(problem, state, paths);
  let gap = offerFastestPaths(problem, state, paths);
  let iterations = 0;
  for (; iterations < mostIterations && gap > targetGap; iterations++) {
    for (let round = 0; round < roundsPerIteration; round++) for (const used of paths) shiftToFastest(state, used);
    gap = offerFastestPaths(problem, state, paths);
  }
  return { flows: Array.from(state.flows), relativeGap: gap, iterations };
}

/** Offers each pair its fastest path of now - a pair without any sends all its vehicles there - and returns the relative gap. */
function offerFastestPaths(problem: AssignmentProblem, state: FlowState, paths: readonly Path[][]): number {
  let excess = 0;
  let total = 0;
  let origin = -1;
  let tree = shortestTree(problem.nodeCount, state, origin);
  for (const [index, { from, to, count }] of problem.trips.entries()) {
    if (from !== origin) tree = shortestTree(problem.nodeCount, state, from);
    origin = from;
    const links = tree.pathTo(to);
    const used = paths[index] ?? [];
    for (const path of used) {
      const time = pathTime(state, path);
      excess += path.flow * (time - tree.timeTo(to));
      total += path.flow * time;
    }
    if (used.some((path) => isSamePath(path.links, links))) continue;
    const flow = used.length === 0 ? count : 0;
    used.push({ links, flow });
    addFlow(state, links, flow);
  }
  return total === 0 ? 0 : excess / total;
}

/** Moves each slower path's vehicles towards the fastest used path; drops paths left empty. */
function shiftToFastest(state: FlowState, used: Path[]): void {
  if (used.length < 2) return;
  const fastest = used.reduce((best, path) => (pathTime(state, path) < pathTime(state, best) ? path : best));
  const onFastest = new Set(fastest.links);
  for (const path of used) {
    if (path === fastest || path.flow === 0) continue;
    const onPath = new Set(path.links);
    const excess = pathTime(state, path) - pathTime(state, fastest);
    if (excess <= 0) continue;
    let slope = 0;
    for (const link of path.links) if (!onFastest.has(link)) slope += linkTimeSlope(state, link);
    for (const link of fastest.links) if (!onPath.has(link)) slope += linkTimeSlope(state, link);
    const moved = slope > 0 ? Math.min(path.flow, excess / slope) : path.flow;
    path.flow -= moved;
    fastest.flow += moved;
    addFlow(state, path.links, -moved);
    addFlow(state, fastest.links, moved);
  }
  const kept = used.filter((path) => path.flow > 0 || path === fastest);
  used.splice(0, used.length, ...kept);
}

function pathTime(state: FlowState, path: Path): number {
  let time = 0;
  for (const link of path.links) time += linkTime(state, link);
  return time;
}

function addFlow(state: FlowState, links: readonly number[], vehicles: number): void {
  for (const link of links) state.flows[link] = Math.max(0, (state.flows[link] ?? 0) + vehicles);
}

function isSamePath(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((link, index) => link === b[index]);
}
