import type { RoadNetwork, TripTable } from '../protocol/road-network.ts';
import { type Block, type SnapshotContent, writeSnapshot } from '../protocol/snapshot.ts';
import {
  siouxFallsCitations,
  siouxFallsLinks,
  siouxFallsNodes,
  siouxFallsTripHundreds,
} from './demonstration/sioux-falls.ts';
import { findEquilibrium } from './equilibrium.ts';

/** The demonstration city's road network. */
export const siouxFallsNetwork: RoadNetwork = {
  format: 'qdt-road-network/1',
  units: { time: '0.01 hour', capacity: 'vehicle' },
  nodes: siouxFallsNodes.map(([id, x, y]) => ({ id, x, y })),
  links: siouxFallsLinks.map(([from, to, capacity, freeFlowTime], index) => ({
    id: index + 1,
    from,
    to,
    capacity,
    freeFlowTime,
  })),
};

/** The demonstration city's trips. */
export const siouxFallsTrips: TripTable = {
  format: 'qdt-trips/1',
  trips: siouxFallsTripHundreds.flatMap((row, from) =>
    row.flatMap((hundreds, to): [number, number, number][] =>
      hundreds === 0 ? [] : [[from + 1, to + 1, 100 * hundreds]],
    ),
  ),
};

/** Snapshot of the demonstration city at the clock's time (unix seconds): drivers in equilibrium, whole vehicles. */
export function takeSnapshot(clock: () => number): { cid: string; blocks: Block[]; content: SnapshotContent } {
  const { content, blocks } = writeSnapshot({
    format: 'qdt-snapshot/1',
    city: 'Sioux Falls (demonstration)',
    takenAt: Math.floor(clock()),
    simulated: true,
    citations: siouxFallsCitations,
    network: siouxFallsNetwork,
    demand: siouxFallsTrips,
    flows: { format: 'qdt-link-flows/1', flows: equilibriumFlows() },
  });
  return { cid: content.cid, blocks, content };
}

function equilibriumFlows(): number[] {
  const { flows } = findEquilibrium(
    {
      nodeCount: siouxFallsNodes.length,
      links: siouxFallsNetwork.links.map((link) => ({ ...link, from: link.from - 1, to: link.to - 1 })),
      trips: siouxFallsTrips.trips.map(([from, to, count]) => ({ from: from - 1, to: to - 1, count })),
    },
    { targetGap: 1e-9, mostIterations: 200 },
  );
  return flows.map(Math.round);
}
