import type { BomComponent, CycloneDx } from '../../node/protocol/crypto-inventory/cyclonedx.ts';
import { tlsCertificateAsset } from '../../node/protocol/crypto-inventory/tls-assets.ts';

/** The bill in words: what is used, what a quantum computer breaks of it and what that gives. */
export function billLines(bill: CycloneDx): string[] {
  const algorithms = bill.components.filter(({ cryptoProperties }) => cryptoProperties?.assetType === 'algorithm');
  const classical = algorithms.filter((one) => levelOf(one) === 0);
  const channels = bill.components.filter(({ cryptoProperties }) => cryptoProperties?.assetType === 'protocol');
  return [
    `${algorithms.length} algorithms, found in the code; NIST's category, 0 where a quantum computer breaks it:`,
    ...algorithms.map((one) => {
      const places = one.evidence?.occurrences.length ?? 0;
      const status = propertyOf(one, 'qdt:registry:status');
      const registered = status === undefined ? '' : ` (registry: ${status})`;
      return `  ${String(levelOf(one) ?? '?')}  ${one.name.padEnd(26)} ${places} places: ${one.description ?? ''}${registered}`;
    }),
    ...(channels.length === 0 && !classical.some(({ name }) => name === tlsCertificateAsset.name)
      ? ['No TLS is configured: no QDT_ setting names an address with it. Where it were:', ...tlsLines]
      : channels.map((one) => `${one.name}, ${one.description ?? ''}`)),
    'Still classical here, and what breaking it would give:',
    ...classical.flatMap((one) => [
      `  ${one.name}`,
      `    gives ${propertyOf(one, 'qdt:whenBroken:gives')}`,
      `    gives not ${propertyOf(one, 'qdt:whenBroken:givesNot')}`,
    ]),
  ];
}

const tlsLines = [
  `  ${tlsCertificateAsset.name}`,
  `    gives ${tlsCertificateAsset.whenBroken?.gives}`,
  `    gives not ${tlsCertificateAsset.whenBroken?.givesNot}`,
];

function levelOf({ cryptoProperties }: BomComponent): unknown {
  return cryptoProperties?.algorithmProperties?.nistQuantumSecurityLevel;
}

function propertyOf({ properties }: BomComponent, name: string): string | undefined {
  return properties?.find((property) => property.name === name)?.value;
}
