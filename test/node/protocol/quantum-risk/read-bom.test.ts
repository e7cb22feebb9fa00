import { expect } from 'chai';
import { channelsOf } from '../../../../node/protocol/quantum-risk/channels.ts';
import { mostBomBytes, mostEntries, parseBom, readBom } from '../../../../node/protocol/quantum-risk/read-bom.ts';
import { validateBom } from '../../../../scripts/cbom/validate-bom.ts';
import { expectCode } from '../../../expect-code.ts';
import { cityInventory } from './city-inventory.fixture.ts';

const parse = (changes: object) => () => parseBom(JSON.stringify({ ...cityInventory, ...changes }));
const channels = (changes: object) => channelsOf(readBom({ ...cityInventory, ...changes }));
const { components } = cityInventory;
const without = (ref: string) => components.filter((one) => one['bom-ref'] !== ref);

describe('an agency’s inventory', () => {
  it('is valid by CycloneDX’s schema, as the tests use it', async () => {
    await validateBom(JSON.stringify(cityInventory), '1.6');
  }).timeout(20_000);

  it('gives a channel for each protocol of each system, through libraries too, and one for what lies outside', () => {
    const found = channels({}).map(({ system, channel, type }) => [system, channel, type]);
    expect(found).to.deep.equal([
      ['signals', 'tls-rsa', 'tls'],
      ['grid', 'tls-rsa', 'tls'],
      ['hospital', 'tls-hybrid', 'tls'],
      ['radio', 'radio-link', 'other'],
      ['hospital', 'direct', 'direct'],
    ]);
  });

  it('reads what TLS groups, suites’ names and IKEv2 groups of version 1.7 say', () => {
    const protocolProperties = {
      type: 'tls',
      cipherSuites: [{ name: 'TLS_DHE_DSS_WITH_AES_256_GCM_SHA384', tlsGroups: ['X25519MLKEM768'] }],
      ikev2TransformTypes: { ke: [{ group: 14 }, { group: 36 }] },
    };
    const protocol = {
      type: 'cryptographic-asset',
      'bom-ref': 'p',
      name: 'p',
      cryptoProperties: { assetType: 'protocol', protocolProperties },
    };
    const [found] = channels({ components: [protocol], dependencies: [] });
    expect(found?.system).to.equal('city');
    expect(found?.algorithms.map(({ name }) => name)).to.deep.equal([
      'X25519MLKEM768',
      'DHE',
      'DSS',
      'Diffie-Hellman (IKE group 14)',
      'ML-KEM (IKE group 36)',
    ]);
  });

  it('is refused where it is no CycloneDX, of another version, or too large', () => {
    expectCode('BOM_NOT_CYCLONEDX', parse({ bomFormat: 'SPDX' }));
    expectCode('BOM_NOT_CYCLONEDX', () => parseBom('[]'));
    expectCode('BOM_NOT_JSON', () => parseBom('<bom/>'));
    for (const specVersion of ['1.5', '2.0', 1.6, undefined]) expectCode('BOM_VERSION_UNKNOWN', parse({ specVersion }));
    expectCode('BOM_TOO_LARGE', () => parseBom(' '.repeat(mostBomBytes + 1)));
    const many = Array.from({ length: mostEntries + 1 }, (_, at) => ({ type: 'library', name: `library ${at}` }));
    expectCode('BOM_TOO_LARGE', parse({ components: many }));
    expect(parse({ specVersion: '1.7' })().version).to.equal('1.7');
  });

  it('is refused where two parts have one bom-ref', () => {
    expectCode('BOM_DUPLICATE_REF', () => channels({ components: [...components, components[0]] }));
    const services = [{ 'bom-ref': 'grid', name: 'again' }];
    expectCode('BOM_DUPLICATE_REF', () => channels({ services }));
    const dependencies = [...cityInventory.dependencies, { ref: 'grid' }];
    expectCode('BOM_DUPLICATE_REF', () => channels({ dependencies }));
  });

  it('is refused where a channel names no algorithm, one that is not there, or belongs to nobody', () => {
    const cryptoProperties = { assetType: 'protocol', protocolProperties: { type: 'tls' } };
    const bare = { type: 'cryptographic-asset', 'bom-ref': 'bare', name: 'bare', cryptoProperties };
    expectCode('CHANNEL_WITHOUT_ALGORITHM', () => channels({ components: [...components, bare] }));
    expectCode('BOM_REF_UNKNOWN', () => channels({ components: without('x25519') }));
    expectCode('CHANNEL_WITHOUT_SYSTEM', () => channels({ metadata: undefined, dependencies: [] }));
  });

  it('is refused where it is nested without end, or a field is of another kind', () => {
    let deep: object = { type: 'application', name: 'a' };
    for (let depth = 0; depth < 40; depth++) deep = { type: 'application', name: 'a', components: [deep] };
    expectCode('DOCUMENT_INVALID', () => channels({ components: [deep] }));
    expectCode('DOCUMENT_INVALID', () => channels({ components: 'all' }));
    expectCode('DOCUMENT_INVALID', () => channels({ components: [{ type: 'application', name: 7 }] }));
  });
});
