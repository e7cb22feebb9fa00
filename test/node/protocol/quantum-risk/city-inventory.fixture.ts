/** A city's systems as its agencies would export them: traffic signals, a grid's control room, a hospital, a radio network. */
export const cityInventory = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'platform', 'bom-ref': 'city', name: 'City systems' } },
  components: [
    { type: 'application', 'bom-ref': 'signals', name: 'Traffic signals' },
    { type: 'application', 'bom-ref': 'grid', name: 'Grid control' },
    { type: 'application', 'bom-ref': 'hospital', name: 'Hospital exchange' },
    { type: 'device', 'bom-ref': 'radio', name: 'Emergency radio' },
    { type: 'library', 'bom-ref': 'openssl', name: 'OpenSSL', version: '3.0.0' },
    protocol('tls-rsa', 'TLS to the control room', 'tls', [
      { name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', algorithms: ['aes-128', 'x25519', 'rsa'] },
    ]),
    protocol('tls-hybrid', 'TLS between hospitals', 'tls', [
      { name: 'TLS_AES_256_GCM_SHA384', algorithms: ['aes-256', 'hybrid', 'ml-dsa'] },
    ]),
    protocol('radio-link', 'Radio with shared keys', 'other', [{ name: 'AES', algorithms: ['aes-128'] }]),
    algorithm('aes-128', 'AES-128-GCM', 'ae', 1),
    algorithm('aes-256', 'AES-256-GCM', 'ae', 5),
    algorithm('x25519', 'X25519', 'key-agree', 0),
    algorithm('rsa', 'RSA-2048', 'signature', 0),
    algorithm('hybrid', 'X25519MLKEM768', 'kem', 3),
    algorithm('ml-dsa', 'ML-DSA-65', 'signature', 3),
    algorithm('rsa-oaep', 'RSA-OAEP-3072', 'pke', 0),
  ],
  dependencies: [
    { ref: 'signals', dependsOn: ['openssl'] },
    { ref: 'openssl', dependsOn: ['tls-rsa'] },
    { ref: 'grid', dependsOn: ['tls-rsa'] },
    { ref: 'hospital', dependsOn: ['tls-hybrid', 'rsa-oaep'] },
    { ref: 'radio', dependsOn: ['radio-link'] },
  ],
};

/** What their owners say of the data. */
export const cityClasses = {
  format: 'qdt-data-classes/1',
  classes: [
    { name: 'signal plans', shelfLifeYears: 1, importance: 1, enteredBy: 'Mobility Agency' },
    { name: 'grid topology', shelfLifeYears: 15, importance: 5, enteredBy: 'Energy Agency' },
    { name: 'patient records', shelfLifeYears: 50, importance: 10, enteredBy: 'Health Agency' },
    { name: 'radio traffic', shelfLifeYears: 5, importance: 3, enteredBy: 'Civil Protection' },
  ],
  channels: [
    { system: 'signals', channel: 'tls-rsa', carries: ['signal plans'], migrationYears: 2, cost: 100 },
    { system: 'grid', channel: 'tls-rsa', carries: ['grid topology'], migrationYears: 3, cost: 300 },
    { system: 'hospital', channel: 'tls-hybrid', carries: ['patient records'], migrationYears: 1, cost: 50 },
    { system: 'hospital', channel: 'direct', carries: ['patient records'], migrationYears: 1.5, cost: 200 },
    { system: 'radio', channel: 'radio-link', carries: ['radio traffic'], migrationYears: 4, cost: 500 },
  ],
};

function algorithm(ref: string, name: string, primitive: string, nistQuantumSecurityLevel: number) {
  return {
    type: 'cryptographic-asset',
    'bom-ref': ref,
    name,
    cryptoProperties: { assetType: 'algorithm', algorithmProperties: { primitive, nistQuantumSecurityLevel } },
  };
}

function protocol(
  ref: string,
  name: string,
  type: string,
  cipherSuites: readonly { name: string; algorithms: readonly string[] }[],
) {
  return {
    type: 'cryptographic-asset',
    'bom-ref': ref,
    name,
    cryptoProperties: { assetType: 'protocol', protocolProperties: { type, version: '1', cipherSuites } },
  };
}
