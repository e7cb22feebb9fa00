import { expect } from 'chai';
import { looplessPaths } from '../../../../../node/protocol/problems/routes/loopless-paths.ts';
import { roadGraph } from '../../../../../node/protocol/problems/routes/road-graph.ts';
import { pathCost, type Search, shortestPath } from '../../../../../node/protocol/problems/routes/shortest-path.ts';
import { below, randomSource } from '../../../../../oracle/samplers/random-source.ts';
import { expectCode } from '../../../../expect-code.ts';

const nodeCount = 7;

/** A random network with cheap roads of few different costs, so that ties abound. */
function randomSearch(seed: number): Search {
  const random = randomSource(seed);
  const links = Array.from({ length: 20 }, (_, id) => {
    const from = below(random, nodeCount);
    return { id, from, to: (from + 1 + below(random, nodeCount - 1)) % nodeCount, capacity: 1, freeFlowTime: 1 };
  });
  const nodes = Array.from({ length: nodeCount }, (_, id) => ({ id, x: 0, y: 0 }));
  const units = { time: '0.01 hour', capacity: 'vehicle' } as const;
  const graph = roadGraph({ format: 'qdt-road-network/1', units, nodes, links });
  return { graph, costs: Float64Array.from(links, () => 1 + below(random, 3)), budget: { steps: 1_000_000 } };
}

/** Every loopless path, by cost, then by nodes, then by links: by trying all. */
function everyPath(search: Search, from: number, to: number): number[][] {
  const { graph } = search;
  const found: number[][] = [];
  const walk = (at: number, path: number[], seen: Set<number>) => {
    if (at === to) found.push(path);
    else
      for (const link of graph.outgoing[at] ?? []) {
        const head = graph.to[link] ?? 0;
        if (!seen.has(head)) walk(head, [...path, link], new Set([...seen, head]));
      }
  };
  walk(from, [], new Set([from]));
  const order = (path: number[]) => path.flatMap((link) => [graph.to[link] ?? 0, link]);
  return found.sort((a, b) => pathCost(search, a) - pathCost(search, b) || compare(order(a), order(b)));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
}

describe('the cheapest loopless paths', () => {
  it('are those found by trying all, ties in the order of node ids, on 300 random networks', () => {
    let compared = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const search = randomSearch(seed);
      const all = everyPath(search, 0, 1);
      expect(looplessPaths(search, 0, 1, 5), `seed ${seed}`).to.deep.equal(all.slice(0, 5));
      compared += Math.min(5, all.length);
    }
    expect(compared).to.be.greaterThan(1000);
  });

  it('begin with the shortest path', () => {
    const search = randomSearch(2);
    expect(looplessPaths(search, 0, 1, 3)[0]).to.deep.equal(shortestPath(search, 0, 1));
  });

  it('are refused, not sought for ever, when the budget is spent', () => {
    const search = { ...randomSearch(2), budget: { steps: 10 } };
    expectCode('PROBLEM_TOO_LARGE', () => looplessPaths(search, 0, 1, 5));
  });
});
