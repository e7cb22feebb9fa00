import type { RoadNetwork } from '../../road-network.ts';

/** Nodes and links by index, in ascending order of their ids: a tie broken by index is broken by id. */
export interface RoadGraph {
  readonly nodeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly outgoing: readonly (readonly number[])[];
  readonly incoming: readonly (readonly number[])[];
  readonly indexOfNode: ReadonlyMap<number, number>;
}

export function roadGraph({ nodes, links }: RoadNetwork): RoadGraph {
  const indexOfNode = new Map(nodes.map(({ id }, index) => [id, index]));
  const indexOf = (id: number) => indexOfNode.get(id) ?? -1;
  const outgoing: number[][] = nodes.map(() => []);
  const incoming: number[][] = nodes.map(() => []);
  for (const [index, { from, to }] of links.entries()) {
    outgoing[indexOf(from)]?.push(index);
    incoming[indexOf(to)]?.push(index);
  }
  return {
    nodeCount: nodes.length,
    from: Int32Array.from(links, ({ from }) => indexOf(from)),
    to: Int32Array.from(links, ({ to }) => indexOf(to)),
    outgoing,
    incoming,
    indexOfNode,
  };
}
