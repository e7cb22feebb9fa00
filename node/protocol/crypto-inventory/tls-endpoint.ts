import type { BomComponent } from './cyclonedx.ts';

/** An address that the configuration reaches by TLS. */
export interface TlsEndpoint {
  /** The setting that names it. */
  readonly setting: string;
  readonly host: string;
}

/** What this runtime offers to a TLS peer. */
export interface TlsOffer {
  readonly minimum: string;
  readonly maximum: string;
  readonly ciphers: readonly string[];
}

const secure = /^(https|wss|mqtts):\/\//;

/** Settings (QDT_...) whose value is an address with TLS, in the order of their names. Only host and setting: an address may hold a secret. */
export function tlsEndpoints(settings: Readonly<Record<string, string | undefined>>): TlsEndpoint[] {
  return Object.entries(settings)
    .filter(
      ([name, value]) => name.startsWith('QDT_') && value !== undefined && secure.test(value) && URL.canParse(value),
    )
    .map(([setting, value]) => ({ setting, host: new URL(value ?? '').host }))
    .sort((a, b) => (a.setting < b.setting ? -1 : 1));
}

/** TLS as a channel of this node: which group and certificate are used is the peer's choice too, so the weakest counts. */
export function tlsComponent({ setting, host }: TlsEndpoint, offer: TlsOffer): BomComponent {
  return {
    type: 'cryptographic-asset',
    'bom-ref': `protocol/tls/${setting}`,
    name: `TLS to ${host}`,
    description: `the address in ${setting}`,
    cryptoProperties: {
      assetType: 'protocol',
      protocolProperties: {
        type: 'tls',
        version: `${offer.minimum} to ${offer.maximum}`,
        cipherSuites: offer.ciphers.map((name) => ({ name })),
        cryptoRefArray: ['algorithm/tls-certificate'],
      },
    },
    evidence: { occurrences: [{ location: `environment variable ${setting}` }] },
  };
}
