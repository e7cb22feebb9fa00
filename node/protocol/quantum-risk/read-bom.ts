import { invalid } from '../document-fields.ts';
import { NodeError } from '../errors.ts';
import type { NamedAlgorithm } from './algorithm-strength.ts';
import { listAt, objectAt, optionalText, textAt, textsAt } from './bom-fields.ts';
import { protocolOf } from './read-protocol.ts';

/** Something of the inventory that may be a system. */
export interface BomSystem {
  readonly ref: string;
  readonly name: string;
}

/** A protocol, with all algorithms it may use. */
export interface BomProtocol {
  readonly ref: string;
  readonly name: string;
  readonly type: string;
  readonly algorithmRefs: readonly string[];
  /** Named without a component of their own, as TLS groups are. */
  readonly algorithms: readonly NamedAlgorithm[];
}

export interface BomInventory {
  /** What the document is about; undefined where it does not say. */
  readonly subject: BomSystem | undefined;
  readonly systems: readonly BomSystem[];
  readonly protocols: ReadonlyMap<string, BomProtocol>;
  readonly algorithms: ReadonlyMap<string, NamedAlgorithm>;
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

/** Bytes of a file that is read at all. */
export const mostBomBytes = 20 * 1024 * 1024;
/** Entries of any list in it: the official schema compares each with each. An inventory may come in several files. */
export const mostEntries = 5000;
/** Earlier versions have no words for cryptography. */
export const bomVersions = ['1.6', '1.7'] as const;
export type BomVersion = (typeof bomVersions)[number];

const parts = new Set(['library', 'file', 'data', 'machine-learning-model', 'framework', 'cryptographic-asset']);
const deepest = 32;

/** Parses a file's text. Throws BOM_TOO_LARGE, BOM_NOT_JSON, BOM_NOT_CYCLONEDX, BOM_VERSION_UNKNOWN. */
export function parseBom(text: string): { document: unknown; version: BomVersion } {
  if (text.length > mostBomBytes) throw new NodeError('BOM_TOO_LARGE', { bytes: text.length, most: mostBomBytes });
  const document = parseJson(text);
  const isObject = typeof document === 'object' && document !== null;
  if (!isObject || !('bomFormat' in document) || document.bomFormat !== 'CycloneDX')
    throw new NodeError('BOM_NOT_CYCLONEDX', { field: 'bomFormat', rule: "is 'CycloneDX'" });
  const given = 'specVersion' in document ? document.specVersion : undefined;
  const version = bomVersions.find((known) => known === given);
  if (version === undefined) {
    const found = typeof given === 'string' ? given.slice(0, 20) : undefined;
    throw new NodeError('BOM_VERSION_UNKNOWN', { field: 'specVersion', found, rule: `is ${bomVersions.join(' or ')}` });
  }
  requireShortLists(document);
  return { document, version };
}

function requireShortLists(document: object): void {
  const open: { value: object; field: string }[] = [{ value: document, field: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, field } = next;
    if (Array.isArray(value) && value.length > mostEntries)
      throw new NodeError('BOM_TOO_LARGE', { field, entries: value.length, most: mostEntries });
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'object' && inner !== null)
        open.push({ value: inner, field: `${field}/${key}`.slice(0, 200) });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NodeError('BOM_NOT_JSON', { rule: error instanceof Error ? error.message.slice(0, 120) : 'is JSON' });
  }
}

/** The systems, protocols and algorithms of a CycloneDX document. Throws DOCUMENT_INVALID, BOM_DUPLICATE_REF. */
export function readBom(document: unknown): BomInventory {
  const bom = objectAt(document, 'bom');
  const metadata = bom.metadata === undefined ? {} : objectAt(bom.metadata, 'metadata');
  const whole = [
    ...(metadata.component === undefined ? [] : nested([metadata.component], 'metadata.component', 'components', 0)),
    ...nested(listAt(bom.components, 'components'), 'components', 'components', 0),
    ...nested(listAt(bom.services, 'services'), 'services', 'services', 0),
  ];
  const systems: BomSystem[] = [];
  const protocols = new Map<string, BomProtocol>();
  const algorithms = new Map<string, NamedAlgorithm>();
  const seen = new Set<string>();
  for (const { value, field } of whole) {
    const fields = objectAt(value, field);
    const name = textAt(fields.name, `${field}.name`);
    const ref = optionalText(fields['bom-ref'], `${field}.bom-ref`);
    if (ref !== undefined && seen.has(ref)) throw new NodeError('BOM_DUPLICATE_REF', { field, ref: ref.slice(0, 100) });
    if (ref !== undefined) seen.add(ref);
    const type = optionalText(fields.type, `${field}.type`) ?? 'service';
    if (fields.cryptoProperties !== undefined) {
      const crypto = objectAt(fields.cryptoProperties, `${field}.cryptoProperties`);
      const key = ref ?? `${field}`;
      if (crypto.assetType === 'algorithm') algorithms.set(key, algorithmOf(name, crypto, field));
      if (crypto.assetType === 'protocol') protocols.set(key, { ref: key, name, ...protocolOf(crypto, field) });
    } else if (!parts.has(type)) systems.push({ ref: ref ?? name, name });
  }
  const subject = metadata.component === undefined ? undefined : systems[0];
  return { subject, systems, protocols, algorithms, dependsOn: dependenciesOf(bom.dependencies) };
}

function nested(
  values: readonly unknown[],
  field: string,
  within: string,
  depth: number,
): { value: unknown; field: string }[] {
  if (depth > deepest) throw invalid(field, `nested at most ${deepest} deep`);
  return values.flatMap((value, index) => {
    const at = field === 'metadata.component' ? field : `${field}[${index}]`;
    const inner = objectAt(value, at)[within];
    return [{ value, field: at }, ...nested(listAt(inner, `${at}.${within}`), `${at}.${within}`, within, depth + 1)];
  });
}

function algorithmOf(name: string, crypto: ReturnType<typeof objectAt>, field: string): NamedAlgorithm {
  const at = `${field}.cryptoProperties.algorithmProperties`;
  const properties = crypto.algorithmProperties === undefined ? {} : objectAt(crypto.algorithmProperties, at);
  const level = properties.nistQuantumSecurityLevel;
  if (level !== undefined && typeof level !== 'number') throw invalid(`${at}.nistQuantumSecurityLevel`, 'a number');
  return {
    name,
    oid: optionalText(crypto.oid, `${field}.cryptoProperties.oid`),
    primitive: optionalText(properties.primitive, `${at}.primitive`),
    nistLevel: level,
  };
}

function dependenciesOf(value: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [index, entry] of listAt(value, 'dependencies').entries()) {
    const field = `dependencies[${index}]`;
    const { ref, dependsOn } = objectAt(entry, field);
    const name = textAt(ref, `${field}.ref`);
    if (found.has(name)) throw new NodeError('BOM_DUPLICATE_REF', { field: `${field}.ref`, ref: name.slice(0, 100) });
    found.set(name, textsAt(dependsOn, `${field}.dependsOn`));
  }
  return found;
}
