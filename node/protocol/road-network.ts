import { invalid, readArray, readInteger, readLiteral, readObject } from './document-fields.ts';

/** A crossing; x and y place it on a drawing, y grows downwards. */
export interface RoadNode {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** A one-way road. Capacity in vehicles, free-flow time in units of 0.01 hour. */
export interface RoadLink {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly freeFlowTime: number;
}

export interface RoadNetwork {
  readonly format: 'qdt-road-network/1';
  readonly units: { readonly time: '0.01 hour'; readonly capacity: 'vehicle' };
  readonly nodes: readonly RoadNode[];
  readonly links: readonly RoadLink[];
}

/** Trips from node to node, in vehicles; ascending by from, then to. */
export interface TripTable {
  readonly format: 'qdt-trips/1';
  readonly trips: readonly (readonly [from: number, to: number, count: number])[];
}

/** Vehicles on each link, in the order of the network's links. */
export interface LinkFlows {
  readonly format: 'qdt-link-flows/1';
  readonly flows: readonly number[];
}

export const networkLimits = { nodes: 5000, links: 20_000, trips: 100_000, number: 10_000_000 } as const;
const idLimit = 1_000_000_000;
const coordinateLimit = 1_000_000_000;

/** Reads a road network; links join known nodes. Throws DOCUMENT_INVALID. */
export function readRoadNetwork(document: unknown): RoadNetwork {
  const fields = readObject(document, 'network', ['format', 'units', 'nodes', 'links']);
  const units = readObject(fields.units, 'network.units', ['time', 'capacity']);
  const nodes = readArray(fields.nodes, 'network.nodes', networkLimits.nodes).map(readNode);
  const links = readArray(fields.links, 'network.links', networkLimits.links).map(readLink);
  requireAscending(
    nodes.map(({ id }) => id),
    'network.nodes',
  );
  requireAscending(
    links.map(({ id }) => id),
    'network.links',
  );
  const known = new Set(nodes.map(({ id }) => id));
  for (const { id, from, to } of links) {
    if (!known.has(from) || !known.has(to) || from === to)
      throw invalid(`network.links[id=${id}]`, 'joins two known nodes');
  }
  return {
    format: readLiteral(fields.format, 'network.format', 'qdt-road-network/1'),
    units: {
      time: readLiteral(units.time, 'network.units.time', '0.01 hour'),
      capacity: readLiteral(units.capacity, 'network.units.capacity', 'vehicle'),
    },
    nodes,
    links,
  };
}

/** Reads a trip table of a network. Throws DOCUMENT_INVALID. */
export function readTripTable(document: unknown, network: RoadNetwork): TripTable {
  const fields = readObject(document, 'demand', ['format', 'trips']);
  const known = new Set(network.nodes.map(({ id }) => id));
  const trips = readArray(fields.trips, 'demand.trips', networkLimits.trips).map(readTrip);
  let total = 0;
  for (const [index, [from, to, count]] of trips.entries()) {
    if (!known.has(from) || !known.has(to) || from === to)
      throw invalid(`demand.trips[${index}]`, 'joins two known nodes');
    const before = trips[index - 1];
    const ascends = before === undefined || before[0] < from || (before[0] === from && before[1] < to);
    if (!ascends) throw invalid(`demand.trips[${index}]`, 'ascending by from, then to');
    total += count;
  }
  if (total > networkLimits.number) throw invalid('demand.trips', `at most ${networkLimits.number} vehicles`);
  return { format: readLiteral(fields.format, 'demand.format', 'qdt-trips/1'), trips };
}

/** Reads the flows on a network's links. Throws DOCUMENT_INVALID. */
export function readLinkFlows(document: unknown, network: RoadNetwork): LinkFlows {
  const fields = readObject(document, 'flows', ['format', 'flows']);
  const flows = readArray(fields.flows, 'flows.flows', networkLimits.links).map((flow, index) =>
    readInteger(flow, `flows.flows[${index}]`, 0, networkLimits.number),
  );
  if (flows.length !== network.links.length) throw invalid('flows.flows', 'one flow per link');
  return { format: readLiteral(fields.format, 'flows.format', 'qdt-link-flows/1'), flows };
}

function readNode(value: unknown, index: number): RoadNode {
  const field = `network.nodes[${index}]`;
  const fields = readObject(value, field, ['id', 'x', 'y']);
  return {
    id: readInteger(fields.id, `${field}.id`, 0, idLimit),
    x: readInteger(fields.x, `${field}.x`, -coordinateLimit, coordinateLimit),
    y: readInteger(fields.y, `${field}.y`, -coordinateLimit, coordinateLimit),
  };
}

function readLink(value: unknown, index: number): RoadLink {
  const field = `network.links[${index}]`;
  const fields = readObject(value, field, ['id', 'from', 'to', 'capacity', 'freeFlowTime']);
  return {
    id: readInteger(fields.id, `${field}.id`, 0, idLimit),
    from: readInteger(fields.from, `${field}.from`, 0, idLimit),
    to: readInteger(fields.to, `${field}.to`, 0, idLimit),
    capacity: readInteger(fields.capacity, `${field}.capacity`, 1, networkLimits.number),
    freeFlowTime: readInteger(fields.freeFlowTime, `${field}.freeFlowTime`, 1, networkLimits.number),
  };
}

function readTrip(value: unknown, index: number): [number, number, number] {
  const field = `demand.trips[${index}]`;
  const [from, to, count, ...rest] = readArray(value, field, 3);
  if (rest.length > 0) throw invalid(field, 'three numbers');
  return [
    readInteger(from, `${field}[0]`, 0, idLimit),
    readInteger(to, `${field}[1]`, 0, idLimit),
    readInteger(count, `${field}[2]`, 1, networkLimits.number),
  ];
}

function requireAscending(ids: readonly number[], field: string): void {
  const at = ids.findIndex((id, index) => index > 0 && id <= (ids[index - 1] ?? -1));
  if (ids.length === 0) throw invalid(field, 'not empty');
  if (at !== -1) throw invalid(`${field}[${at}]`, 'ascending by id');
}
