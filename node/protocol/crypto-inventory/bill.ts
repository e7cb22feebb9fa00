import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, stringToBytes } from 'viem';
import { publishedMlDsa65Codes, publishedVerifierCodes } from '../verifier-codes.ts';
import type { CodeUse } from './code-uses.ts';
import type { CryptoAsset } from './crypto-asset.ts';
import type { BomComponent, BomDependency, BomProperty, CycloneDx } from './cyclonedx.ts';
import type { UsedAsset } from './evidence.ts';
import { providerComponents, providerOf, type Versions } from './providers.ts';
import { tlsCertificateAsset } from './tls-assets.ts';
import { type TlsEndpoint, type TlsOffer, tlsComponent } from './tls-endpoint.ts';

/** How the city's registry of algorithms has an algorithm now. */
export interface RegisteredAlgorithm {
  readonly multicodec: number;
  readonly status: string;
  /** Address and hash of the code of the contract that verifies it. */
  readonly verifier: string;
  readonly codeHash: string;
}

export interface BillInput {
  readonly used: readonly UsedAsset[];
  readonly versions: Versions;
  readonly tls: readonly TlsEndpoint[];
  readonly tlsOffer: TlsOffer;
  /** From a node; none where no node was asked. */
  readonly registered: readonly RegisteredAlgorithm[];
  /** ISO 8601. */
  readonly timestamp: string;
}

/** This system's cryptography as a CycloneDX 1.6 bill of materials. The same code and versions give the same, but for the time. */
export function cryptoBill({ used, versions, tls, tlsOffer, registered, timestamp }: BillInput): CycloneDx {
  const isListed = tls.length === 0 || used.some(({ asset }) => asset === tlsCertificateAsset);
  const whole = isListed ? used : [...used, { asset: tlsCertificateAsset, uses: [] }];
  const algorithms = whole.map((one) => algorithmComponent(one, registered));
  const channels = tls.map((endpoint) => tlsComponent(endpoint, tlsOffer));
  const providers = providerComponents(used, versions);
  const voted = registered.filter(({ multicodec }) => !used.some(({ asset }) => asset.multicodec === multicodec));
  const components = [...algorithms, ...voted.map(votedComponent), ...channels, ...providers];
  const dependencies = dependenciesOf(whole, [...channels, ...voted.map(votedComponent)], providers);
  const content = JSON.stringify([components, dependencies, versions.product]);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(content)}`,
    version: 1,
    metadata: {
      timestamp,
      lifecycles: [{ phase: 'build' }],
      component: { type: 'application', 'bom-ref': 'qdt-network', name: 'QDT Network', version: versions.product },
    },
    components,
    dependencies,
  };
}

function algorithmComponent({ asset, uses }: UsedAsset, registered: readonly RegisteredAlgorithm[]): BomComponent {
  const { id, name, purpose, primitive, functions, classicalBits, nistLevel, parameterSet, curve, mode, oid } = asset;
  const occurrences = firstUses(uses).map(({ file, line, primitive: symbol }) => ({ location: file, line, symbol }));
  return {
    type: 'cryptographic-asset',
    'bom-ref': refOf(id),
    name,
    description: purpose,
    cryptoProperties: {
      assetType: 'algorithm',
      algorithmProperties: {
        primitive,
        ...(parameterSet === undefined ? {} : { parameterSetIdentifier: parameterSet }),
        ...(curve === undefined ? {} : { curve }),
        ...(mode === undefined ? {} : { mode }),
        executionEnvironment: 'software-plain-ram',
        cryptoFunctions: functions,
        classicalSecurityLevel: classicalBits,
        nistQuantumSecurityLevel: nistLevel,
      },
      ...(oid === undefined ? {} : { oid }),
    },
    ...(occurrences.length === 0 ? {} : { evidence: { occurrences } }),
    properties: propertiesOf(asset, registered),
  };
}

function registryProperties({ status, verifier, codeHash }: RegisteredAlgorithm): BomProperty[] {
  return [
    { name: 'qdt:registry:status', value: status },
    { name: 'qdt:registry:verifier', value: verifier },
    { name: 'qdt:registry:codeHash', value: codeHash },
  ];
}

/** An algorithm that the city has voted for and this version's code does not know: nothing is said of its strength. */
function votedComponent(registered: RegisteredAlgorithm): BomComponent {
  const code = `0x${registered.multicodec.toString(16)}`;
  return {
    type: 'cryptographic-asset',
    'bom-ref': `algorithm/multicodec-${code}`,
    name: `multicodec ${code}`,
    description: 'in the city’s registry of algorithms, unknown to this version',
    cryptoProperties: {
      assetType: 'algorithm',
      algorithmProperties: { primitive: 'signature', cryptoFunctions: ['verify'] },
    },
    properties: [{ name: 'qdt:multicodec', value: code }, ...registryProperties(registered)],
  };
}

/** The first use of a primitive in each file. */
function firstUses(uses: readonly CodeUse[]): CodeUse[] {
  const seen = new Set<string>();
  return uses.filter(({ file, primitive }) => {
    const place = `${file} ${primitive}`;
    return !seen.has(place) && seen.add(place);
  });
}

function propertiesOf(
  { id, standard, multicodec, whenBroken }: CryptoAsset,
  registered: readonly RegisteredAlgorithm[],
) {
  const inRegistry = registered.filter((one) => one.multicodec === multicodec);
  const codes = { 'slh-dsa-sha2-128s': publishedVerifierCodes, 'ml-dsa-65': publishedMlDsa65Codes };
  const verifierCodes = Object.entries(codes).find(([name]) => name === id)?.[1] ?? [];
  const properties: BomProperty[] = [
    { name: 'qdt:standard', value: standard },
    ...(multicodec === undefined ? [] : [{ name: 'qdt:multicodec', value: `0x${multicodec.toString(16)}` }]),
    ...verifierCodes.map((value) => ({ name: 'qdt:verifierCodeHash', value })),
    ...inRegistry.flatMap(registryProperties),
    ...(whenBroken === undefined
      ? []
      : [
          { name: 'qdt:whenBroken:gives', value: whenBroken.gives },
          { name: 'qdt:whenBroken:givesNot', value: whenBroken.givesNot },
        ]),
  ];
  return properties;
}

function dependenciesOf(
  used: readonly UsedAsset[],
  others: readonly BomComponent[],
  providers: readonly BomComponent[],
): BomDependency[] {
  const present = new Set(used.map(({ asset }) => asset.id));
  const providedBy = (ref: string) =>
    used
      .filter(({ uses }) => uses.some(({ primitive }) => providerOf(primitive) === ref))
      .map(({ asset }) => refOf(asset.id));
  const whole = [...used.map(({ asset }) => refOf(asset.id)), ...others.map((one) => one['bom-ref'])];
  return [
    {
      ref: 'qdt-network',
      dependsOn: [...whole, ...providers.map((one) => one['bom-ref'])],
      provides: providedBy('qdt-network'),
    },
    ...providers.map((one) => ({ ref: one['bom-ref'], provides: providedBy(one['bom-ref']) })),
    ...others.map((one) => ({
      ref: one['bom-ref'],
      dependsOn: one.cryptoProperties?.protocolProperties?.cryptoRefArray ?? [],
    })),
    ...used.map(({ asset }) => ({
      ref: refOf(asset.id),
      dependsOn: (asset.parts ?? []).filter((part) => present.has(part)).map(refOf),
    })),
  ];
}

function refOf(id: string): string {
  return `algorithm/${id}`;
}

/** A version 8 UUID (RFC 9562, 5.8) of what the bill says. */
function uuidOf(content: string): string {
  const hex = [...bytesToHex(sha256(stringToBytes(content))).slice(2, 34)];
  hex[12] = '8';
  hex[16] = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
