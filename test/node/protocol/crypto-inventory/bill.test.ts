import { expect } from 'chai';
import { type BillInput, cryptoBill } from '../../../../node/protocol/crypto-inventory/bill.ts';
import { cryptoAssets, dispatchers } from '../../../../node/protocol/crypto-inventory/crypto-assets.ts';
import { usedAssets } from '../../../../node/protocol/crypto-inventory/evidence.ts';
import { tlsEndpoints } from '../../../../node/protocol/crypto-inventory/tls-endpoint.ts';
import { validateBom } from '../../../../scripts/cbom/validate-bom.ts';
import { expectRejection } from '../../../expect-code.ts';

const uses = [
  { primitive: '@noble/post-quantum/slh-dsa.js#slh_dsa_sha2_128s', file: 'node/b.ts', line: 2 },
  { primitive: '@noble/post-quantum/slh-dsa.js#slh_dsa_sha2_128s', file: 'node/b.ts', line: 9 },
  { primitive: '@noble/post-quantum/hybrid.js#ml_kem768_x25519', file: 'node/c.ts', line: 1 },
  { primitive: 'viem/accounts#privateKeyToAccount', file: 'node/d.ts', line: 4 },
];
const input: BillInput = {
  used: usedAssets(cryptoAssets, dispatchers, uses),
  versions: {
    packages: { '@noble/post-quantum': '0.7.1', viem: '2.0.0' },
    node: '24.0.0',
    openssl: '3.5.0',
    product: '0.1.0',
  },
  tls: [],
  tlsOffer: { minimum: 'TLSv1.2', maximum: 'TLSv1.3', ciphers: ['TLS_AES_256_GCM_SHA384'] },
  registered: [],
  timestamp: '2026-01-01T00:00:00.000Z',
};
const tls = tlsEndpoints({
  QDT_CHAIN_RPC: 'https://user:secret@rpc.example/key',
  QDT_KUBO_RPC: 'http://a',
  HOME: 'https://b',
});

describe('the cryptography bill of materials', function () {
  this.timeout(20_000);

  it('is valid by CycloneDX’s schema, with and without TLS', async () => {
    await validateBom(JSON.stringify(cryptoBill(input)), '1.6');
    await validateBom(JSON.stringify(cryptoBill({ ...input, tls })), '1.6');
  });

  it('is found invalid where it is', async () => {
    const bill = cryptoBill(input);
    const [first, ...rest] = bill.components;
    const wrong = { ...bill, components: [{ ...first, cryptoProperties: { assetType: 'cipher' } }, ...rest] };
    await expectRejection('BOM_INVALID', validateBom(JSON.stringify(wrong), '1.6'));
  });

  it('has of each algorithm the first place in each file, its OID, its category and what provides it', () => {
    const { components, dependencies } = cryptoBill(input);
    const found = components.find(({ name }) => name === 'SLH-DSA-SHA2-128s');
    expect(found?.evidence?.occurrences.map(({ location, line }) => [location, line])).to.deep.equal([
      ['node/b.ts', 2],
    ]);
    expect(found?.cryptoProperties?.oid).to.equal('2.16.840.1.101.3.4.3.20');
    expect(found?.cryptoProperties?.algorithmProperties).to.include({
      nistQuantumSecurityLevel: 1,
      primitive: 'signature',
    });
    expect(components.find(({ purl }) => purl === 'pkg:npm/%40noble/post-quantum@0.7.1')).to.include({
      version: '0.7.1',
    });
    const noble = dependencies.find(({ ref }) => ref === 'library/@noble/post-quantum');
    expect(noble?.provides).to.include.members(['algorithm/slh-dsa-sha2-128s', 'algorithm/x-wing']);
    const xWing = dependencies.find(({ ref }) => ref === 'algorithm/x-wing');
    expect(xWing?.dependsOn).to.deep.equal(['algorithm/ml-kem-768', 'algorithm/x25519']);
  });

  it('lists TLS by its host alone, and what its certificates give to whoever breaks them', () => {
    const text = JSON.stringify(cryptoBill({ ...input, tls }));
    expect(text).to.include('TLS to rpc.example').and.not.include('secret').and.not.include('/key');
    expect(text).to.include('impersonating the host').and.not.include('"TLS to a"');
    expect(JSON.stringify(cryptoBill(input))).to.not.include('TLS to');
    const speaking = [...uses, { primitive: 'node:https#request', file: 'node/e.ts', line: 1 }];
    const bill = cryptoBill({ ...input, tls, used: usedAssets(cryptoAssets, dispatchers, speaking) });
    const certificates = bill.components.filter((one) => one['bom-ref'] === 'algorithm/tls-certificate');
    expect(certificates.map(({ evidence }) => evidence?.occurrences[0]?.location)).to.deep.equal(['node/e.ts']);
  });

  it('tells the registry’s status of an algorithm where a node was asked, and what was voted since', async () => {
    const registered = [
      { multicodec: 0x1220, status: 'FROZEN', verifier: '0x01', codeHash: '0x02' },
      { multicodec: 0x1299, status: 'ACTIVE', verifier: '0x03', codeHash: '0x04' },
    ];
    const bill = cryptoBill({ ...input, registered });
    const found = bill.components.find(({ name }) => name === 'SLH-DSA-SHA2-128s');
    expect(found?.properties).to.deep.include({ name: 'qdt:registry:status', value: 'FROZEN' });
    const voted = bill.components.find(({ name }) => name === 'multicodec 0x1299');
    expect(voted?.properties).to.deep.include({ name: 'qdt:registry:codeHash', value: '0x04' });
    expect(voted?.cryptoProperties?.algorithmProperties).to.not.have.property('nistQuantumSecurityLevel');
    await validateBom(JSON.stringify(bill), '1.6');
  });

  it('is the same again, but for the time', () => {
    const [first, second] = [cryptoBill(input), cryptoBill({ ...input, timestamp: '2027-01-01T00:00:00.000Z' })];
    expect(second.serialNumber).to.equal(first.serialNumber);
    expect(cryptoBill({ ...input, tls }).serialNumber).to.not.equal(first.serialNumber);
  });
});
