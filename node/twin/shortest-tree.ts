import { NodeError } from '../protocol/errors.ts';
import { type FlowState, linkTime } from './link-times.ts';

export interface ShortestTree {
  timeTo(node: number): number;
  /** Link indices in driving order. Throws NETWORK_DISCONNECTED. */
  pathTo(node: number): number[];
}

/** Fastest paths from one node at present travel times (Bellman and Ford: relax until nothing changes; ties keep the first found). */
export function shortestTree(nodeCount: number, state: FlowState, origin: number): ShortestTree {
  const times = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  const arrivals = new Int32Array(nodeCount).fill(-1);
  const linkTimes = Float64Array.from(state.links, (_, index) => linkTime(state, index));
  times[origin] = 0;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [index, link] of state.links.entries()) {
      const time = (times[link.from] ?? 0) + (linkTimes[index] ?? 0);
      if (time < (times[link.to] ?? 0)) {
        times[link.to] = time;
        arrivals[link.to] = index;
        isChanged = true;
      }
    }
  }
  return { timeTo: (node) => times[node] ?? Number.POSITIVE_INFINITY, pathTo: (node) => walkBack(node) };

  function walkBack(node: number): number[] {
    const path: number[] = [];
    for (let at = node; at !== origin; ) {
      const link = state.links[arrivals[at] ?? -1];
      if (link === undefined) throw new NodeError('NETWORK_DISCONNECTED', { from: origin, to: node });
      path.push(arrivals[at] ?? -1);
      at = link.from;
    }
    return path.reverse();
  }
}
