import { decodeCanonical, encodeCanonical } from './canonical.ts';
import { cidOfBlock, isBlockOf, parseCid } from './cid.ts';
import { readArray, readBoolean, readInteger, readLink, readLiteral, readObject, readText } from './document-fields.ts';
import { NodeError } from './errors.ts';
import {
  type LinkFlows,
  type RoadNetwork,
  readLinkFlows,
  readRoadNetwork,
  readTripTable,
  type TripTable,
} from './road-network.ts';

/** A block of content and its CID. */
export interface Block {
  readonly cid: string;
  readonly bytes: Uint8Array;
}

/** The root document says what was seen, when (unix seconds), and whether it was simulated. */
export interface SnapshotRoot {
  readonly format: 'qdt-snapshot/1';
  readonly city: string;
  readonly takenAt: number;
  readonly simulated: boolean;
  readonly citations: readonly string[];
}

/** Everything a problem may be compiled from, with the CID of its root. */
export interface SnapshotContent extends SnapshotRoot {
  readonly cid: string;
  readonly network: RoadNetwork;
  readonly demand: TripTable;
  readonly flows: LinkFlows;
}

const rootKeys = ['format', 'city', 'takenAt', 'simulated', 'citations', 'network', 'demand', 'flows'];
const latestTime = 253_402_300_799; // year 9999
const blockLimit = 8_000_000;

/** Puts a snapshot into blocks; the root comes last. */
export function writeSnapshot(parts: Omit<SnapshotContent, 'cid'>): { content: SnapshotContent; blocks: Block[] } {
  const network = toBlock(parts.network);
  const demand = toBlock(parts.demand);
  const flows = toBlock(parts.flows);
  const root = toBlock({
    ...parts,
    network: parseCid(network.cid),
    demand: parseCid(demand.cid),
    flows: parseCid(flows.cid),
  });
  return { content: { ...parts, cid: root.cid }, blocks: [network, demand, flows, root] };
}

/**
 * Reads and checks a whole snapshot by its CID. Throws CONTENT_HASH_MISMATCH for bytes that are not the CID's, CONTENT_NOT_CANONICAL,
 * DOCUMENT_INVALID with the field.
 */
export async function readSnapshot(
  cid: string,
  getBlock: (cid: string) => Promise<Uint8Array>,
): Promise<SnapshotContent> {
  const root = readRoot(await readBlock(cid, getBlock));
  const network = readRoadNetwork(await readBlock(root.links.network, getBlock));
  const demand = readTripTable(await readBlock(root.links.demand, getBlock), network);
  const flows = readLinkFlows(await readBlock(root.links.flows, getBlock), network);
  return { ...root.fields, cid, network, demand, flows };
}

function toBlock(document: unknown): Block {
  const bytes = encodeCanonical(document);
  return { cid: cidOfBlock(bytes), bytes };
}

async function readBlock(cid: string, getBlock: (cid: string) => Promise<Uint8Array>): Promise<unknown> {
  const bytes = await getBlock(cid);
  if (bytes.length > blockLimit)
    throw new NodeError('CONTENT_TOO_LARGE', { cid, bytes: bytes.length, limit: blockLimit });
  if (!isBlockOf(cid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
  return decodeCanonical(bytes);
}

function readRoot(document: unknown) {
  const fields = readObject(document, 'snapshot', rootKeys);
  const root: SnapshotRoot = {
    format: readLiteral(fields.format, 'snapshot.format', 'qdt-snapshot/1'),
    city: readText(fields.city, 'snapshot.city', 100),
    takenAt: readInteger(fields.takenAt, 'snapshot.takenAt', 0, latestTime),
    simulated: readBoolean(fields.simulated, 'snapshot.simulated'),
    citations: readArray(fields.citations, 'snapshot.citations', 20).map((citation, index) =>
      readText(citation, `snapshot.citations[${index}]`, 1000),
    ),
  };
  const links = {
    network: readLink(fields.network, 'snapshot.network'),
    demand: readLink(fields.demand, 'snapshot.demand'),
    flows: readLink(fields.flows, 'snapshot.flows'),
  };
  return { fields: root, links };
}
