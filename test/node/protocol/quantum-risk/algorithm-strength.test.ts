import { expect } from 'chai';
import { strengthOf } from '../../../../node/protocol/quantum-risk/algorithm-strength.ts';

const strengths = (names: readonly string[], primitive?: string) =>
  names.map((name) => [name, strengthOf({ name, primitive })]);

describe('the strength of an algorithm against a quantum computer', () => {
  it('is none for factoring and discrete logarithms', () => {
    const names = [
      'RSA-2048',
      'ECDSA P-256',
      'ecdh-secp384r1',
      'Ed25519',
      'X448',
      'DHE',
      'ffdhe3072',
      'DSA',
      'brainpoolP256',
    ];
    expect(strengths(names, 'signature')).to.deep.equal(names.map((name) => [name, 'broken']));
    expect(strengthOf({ name: 'house blend', oid: '1.2.840.10045.4.3.2' })).to.equal('broken');
    expect(strengthOf({ name: 'house blend', oid: '1.2.840.113549.1.1.11' })).to.equal('broken');
  });

  it('is kept by lattices, hashes and hybrids of them', () => {
    const names = [
      'ML-KEM-768',
      'X25519MLKEM768',
      'SecP256r1MLKEM768',
      'X-Wing',
      'ML-DSA-65',
      'SLH-DSA-SHA2-128s',
      'XMSS',
      'Kyber512',
    ];
    expect(strengths(names, 'kem')).to.deep.equal(names.map((name) => [name, 'resists']));
    expect(strengthOf({ name: 'house blend', oid: '2.16.840.1.101.3.4.3.20' })).to.equal('resists');
    expect(strengthOf({ name: 'dsa-with-sha256', oid: '2.16.840.1.101.3.4.3.2', primitive: 'signature' })).to.equal(
      'broken',
    );
  });

  it('is kept by symmetric ciphers, unless they are weak even today', () => {
    expect(strengths(['AES-128-GCM', 'SHA-256', 'ChaCha20'], 'ae').map(([, one]) => one)).to.deep.equal(
      Array(3).fill('resists'),
    );
    expect(strengths(['3DES-CBC', 'RC4', 'MD5', 'SHA-1'], 'block-cipher').map(([, one]) => one)).to.deep.equal(
      Array(4).fill('weak'),
    );
  });

  it('is what the inventory states where nothing else is known, and unknown without', () => {
    expect(strengthOf({ name: 'Foo', primitive: 'kem', nistLevel: 3 })).to.equal('resists');
    expect(strengthOf({ name: 'Foo', primitive: 'kem', nistLevel: 0 })).to.equal('broken');
    expect(strengthOf({ name: 'Foo', primitive: 'kem' })).to.equal('unknown');
    expect(strengthOf({ name: 'RSA-4096', primitive: 'pke', nistLevel: 5 })).to.equal('broken');
  });
});
