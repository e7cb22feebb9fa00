/** The part of a CycloneDX 1.6 document that the bill of materials writes. */
export interface CycloneDx {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly timestamp: string;
    readonly lifecycles: readonly object[];
    readonly component: BomComponent;
  };
  readonly components: readonly BomComponent[];
  readonly dependencies: readonly BomDependency[];
}

export interface BomComponent {
  readonly type: 'application' | 'library' | 'platform' | 'cryptographic-asset';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly purl?: string;
  readonly cryptoProperties?: CryptoProperties;
  readonly evidence?: { readonly occurrences: readonly Occurrence[] };
  readonly properties?: readonly BomProperty[];
}

export interface BomProperty {
  readonly name: string;
  readonly value: string;
}

export interface Occurrence {
  readonly location: string;
  readonly line?: number;
  readonly symbol?: string;
}

export interface CryptoProperties {
  readonly assetType: 'algorithm' | 'protocol';
  readonly algorithmProperties?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly protocolProperties?: {
    readonly type: 'tls';
    readonly version?: string;
    readonly cipherSuites: readonly { readonly name: string; readonly identifiers?: readonly string[] }[];
    readonly cryptoRefArray: readonly string[];
  };
  readonly oid?: string;
}

export interface BomDependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
  readonly provides?: readonly string[];
}
