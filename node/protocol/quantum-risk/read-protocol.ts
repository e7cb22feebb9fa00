import type { Fields } from '../document-fields.ts';
import type { NamedAlgorithm } from './algorithm-strength.ts';
import { listAt, objectAt, optionalText, textAt, textsAt } from './bom-fields.ts';
import type { BomProtocol } from './read-bom.ts';

/** What a protocol asset says of its algorithms: cipher suites, TLS groups and signature schemes, IKEv2 transforms, references. */
export function protocolOf(crypto: Fields, at: string): Omit<BomProtocol, 'ref' | 'name'> {
  const field = `${at}.cryptoProperties.protocolProperties`;
  const properties = crypto.protocolProperties === undefined ? {} : objectAt(crypto.protocolProperties, field);
  const suites = listAt(properties.cipherSuites, `${field}.cipherSuites`).map((suite, index) =>
    suiteOf(objectAt(suite, `${field}.cipherSuites[${index}]`), `${field}.cipherSuites[${index}]`),
  );
  const transforms = transformsOf(properties.ikev2TransformTypes, `${field}.ikev2TransformTypes`);
  const related = listAt(properties.relatedCryptographicAssets, `${field}.relatedCryptographicAssets`).map(
    (asset, index) => textAt(objectAt(asset, field).ref, `${field}.relatedCryptographicAssets[${index}].ref`),
  );
  const refs = textsAt(properties.cryptoRefArray, `${field}.cryptoRefArray`);
  return {
    type: optionalText(properties.type, `${field}.type`) ?? 'unknown',
    algorithmRefs: [...new Set([...suites.flatMap(({ refs: of }) => of), ...transforms.refs, ...related, ...refs])],
    algorithms: [...suites.flatMap(({ named }) => named), ...transforms.named],
  };
}

function suiteOf(suite: Fields, field: string): { refs: string[]; named: NamedAlgorithm[] } {
  const named = (key: 'tlsGroups' | 'tlsSignatureSchemes', primitive: string) =>
    textsAt(suite[key], `${field}.${key}`).map((name) => ({ name, primitive }));
  const name = optionalText(suite.name, `${field}.name`);
  return {
    refs: textsAt(suite.algorithms, `${field}.algorithms`),
    named: [
      ...named('tlsGroups', 'key-agree'),
      ...named('tlsSignatureSchemes', 'signature'),
      ...(name === undefined ? [] : suiteAlgorithms(name)),
    ],
  };
}

/** What the name of a TLS 1.2 suite says: TLS_<agreement>_<authentication>_WITH_...; one of TLS 1.3 says neither. */
function suiteAlgorithms(name: string): NamedAlgorithm[] {
  const [, agreement, authentication] = /^(?:TLS|SSL)_([A-Z0-9]+)_(?:([A-Z0-9]+)_)?WITH_/.exec(name) ?? [];
  if (agreement === undefined || agreement === 'PSK') return [];
  return [
    { name: agreement, primitive: 'key-agree' },
    ...(authentication === 'PSK' ? [] : [{ name: authentication ?? agreement, primitive: 'signature' }]),
  ];
}

/** In 1.6 lists of references; in 1.7 objects with a name, or for `ke` a group. */
function transformsOf(value: unknown, field: string): { refs: string[]; named: NamedAlgorithm[] } {
  if (value === undefined) return { refs: [], named: [] };
  const transforms = objectAt(value, field);
  const entries = (['encr', 'prf', 'integ', 'ke', 'auth'] as const).flatMap((key) =>
    listAt(transforms[key], `${field}.${key}`).map((entry) => ({ key, entry })),
  );
  const primitives = { encr: 'ae', prf: 'kdf', integ: 'mac', ke: 'key-agree', auth: 'signature' } as const;
  return {
    refs: entries.flatMap(({ entry }) => {
      if (typeof entry === 'string') return [entry];
      const { algorithm } = objectAt(entry, field);
      return algorithm === undefined ? [] : [textAt(algorithm, `${field}.algorithm`)];
    }),
    named: entries.flatMap(({ key, entry }) => {
      if (typeof entry === 'string') return [];
      const { name, group } = objectAt(entry, field);
      const told = typeof name === 'string' ? name : typeof group === 'number' ? ikeGroup(group) : undefined;
      return told === undefined ? [] : [{ name: told, primitive: primitives[key] }];
    }),
  };
}

/** IANA's IKEv2 key exchange methods: 35 to 37 are ML-KEM, the lower ones Diffie-Hellman over some group. */
function ikeGroup(group: number): string {
  return group >= 35 && group <= 37 ? `ML-KEM (IKE group ${group})` : `Diffie-Hellman (IKE group ${group})`;
}
