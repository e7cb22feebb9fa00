import { NodeError } from '../errors.ts';
import { authenticates, establishesKeys, type NamedAlgorithm } from './algorithm-strength.ts';
import type { BomInventory, BomProtocol, BomSystem } from './read-bom.ts';

/** One way by which a system's data travel or are kept, with every algorithm that may protect them there. */
export interface Channel {
  readonly system: string;
  readonly systemName: string;
  /** bom-ref of a protocol; 'direct' for what the system encrypts and signs outside of protocols. */
  readonly channel: string;
  readonly channelName: string;
  /** CycloneDX's word for the protocol: tls, ssh, ...; 'direct'. */
  readonly type: string;
  readonly algorithms: readonly NamedAlgorithm[];
}

export const directChannel = 'direct';
const ciphers = new Set(['ae', 'block-cipher', 'stream-cipher']);

/**
 * The channels of an inventory: each protocol of each system that depends on it, of the document's subject where none does; and what a
 * system uses outside of protocols. Throws CHANNEL_WITHOUT_ALGORITHM, CHANNEL_WITHOUT_SYSTEM, BOM_REF_UNKNOWN.
 */
export function channelsOf(inventory: BomInventory): Channel[] {
  const owners = new Map<string, BomSystem[]>();
  const direct: Channel[] = [];
  for (const system of inventory.systems) {
    const reached = reachedFrom(system.ref, inventory);
    for (const ref of reached) if (inventory.protocols.has(ref)) owners.set(ref, [...(owners.get(ref) ?? []), system]);
    const algorithms = algorithmsAmong(reached, inventory).filter(isProtecting);
    if (algorithms.length > 0) direct.push({ ...named(system), ...directWords, algorithms });
  }
  const protocols = [...inventory.protocols.values()].flatMap((protocol) => {
    const algorithms = algorithmsOf(protocol, inventory);
    return ownersOf(protocol, owners, inventory).map((system): Channel => {
      const { ref: channel, name: channelName, type } = protocol;
      return { ...named(system), channel, channelName, type, algorithms };
    });
  });
  return [...protocols, ...direct];
}

const directWords = { channel: directChannel, channelName: 'outside of protocols', type: directChannel };

function named({ ref, name }: BomSystem): Pick<Channel, 'system' | 'systemName'> {
  return { system: ref, systemName: name };
}

function ownersOf(
  { ref }: BomProtocol,
  owners: ReadonlyMap<string, BomSystem[]>,
  { subject }: BomInventory,
): BomSystem[] {
  const found = owners.get(ref) ?? (subject === undefined ? [] : [subject]);
  if (found.length > 0) return found;
  throw new NodeError('CHANNEL_WITHOUT_SYSTEM', {
    channel: ref,
    rule: 'a system depends on it, or metadata.component says whose inventory this is',
  });
}

/** What a component depends on, through libraries but not through other systems, protocols or algorithms. */
function reachedFrom(start: string, { systems, protocols, algorithms, dependsOn }: BomInventory): Set<string> {
  const ends = new Set([...systems.map(({ ref }) => ref), ...protocols.keys(), ...algorithms.keys()]);
  const reached = new Set<string>();
  const open = [...(dependsOn.get(start) ?? [])];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    if (ref === start || reached.has(ref)) continue;
    reached.add(ref);
    if (!ends.has(ref)) open.push(...(dependsOn.get(ref) ?? []));
  }
  return reached;
}

/** Those among the references; halves of a hybrid are left out, because the hybrid is what protects. */
function algorithmsAmong(refs: Iterable<string>, { algorithms, dependsOn }: BomInventory): NamedAlgorithm[] {
  const all = [...refs].filter((ref) => algorithms.has(ref));
  const halves = new Set(
    all.filter((ref) => algorithms.get(ref)?.primitive === 'combiner').flatMap((ref) => dependsOn.get(ref) ?? []),
  );
  return all.filter((ref) => !halves.has(ref)).flatMap((ref) => algorithms.get(ref) ?? []);
}

function algorithmsOf({ ref, algorithmRefs, algorithms }: BomProtocol, inventory: BomInventory): NamedAlgorithm[] {
  for (const algorithm of algorithmRefs) {
    const isKnown = inventory.algorithms.has(algorithm) || inventory.protocols.has(algorithm);
    if (!isKnown) throw new NodeError('BOM_REF_UNKNOWN', { channel: ref, ref: algorithm.slice(0, 100) });
  }
  const refs = new Set([...algorithmRefs, ...reachedFrom(ref, inventory)]);
  const found = [...algorithmsAmong(refs, inventory), ...algorithms];
  if (found.length > 0) return found;
  throw new NodeError('CHANNEL_WITHOUT_ALGORITHM', { channel: ref, rule: 'a protocol names the algorithms it uses' });
}

function isProtecting(algorithm: NamedAlgorithm): boolean {
  return establishesKeys(algorithm) || authenticates(algorithm) || ciphers.has(algorithm.primitive ?? '');
}
