import { expect } from 'chai';
import { type SignatureEngine, secretKeyOf, slhDsaSha2_128s } from '../../../../node/protocol/signatures/engine.ts';
import { generateAuthorityKey, nativeEngine, signInBackground } from '../../../../node/protocol/signatures/native.ts';
import { nobleEngine } from '../../../../node/protocol/signatures/noble.ts';

const seed = Uint8Array.from({ length: slhDsaSha2_128s.seedBytes }, (_, index) => (index * 7 + 1) & 0xff);
const message = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);
const engines: readonly [string, SignatureEngine][] = [
  ['noble', nobleEngine],
  ['native', nativeEngine],
];

describe('signature engines', () => {
  const publicKey = nobleEngine.publicKey(seed);
  const secretKey = secretKeyOf(seed, publicKey);
  const signatures = new Map<string, Uint8Array>();

  for (const [name, engine] of engines)
    it(`signs with ${name} what both verify`, () => {
      const signature = engine.sign(secretKey, message, new Uint8Array(slhDsaSha2_128s.randomBytes).fill(9));
      signatures.set(name, signature);
      expect(signature).to.have.length(slhDsaSha2_128s.signatureBytes);
      for (const [, verifier] of engines) expect(verifier.verify(publicKey, message, signature)).to.equal(true);
    });

  it('refuses a changed bit, another message, another key and wrong lengths in both engines', () => {
    expect(signatures.size).to.equal(engines.length);
    const signature = signatures.get('native') ?? new Uint8Array();
    const changed = signature.slice();
    changed[4000] = (changed[4000] ?? 0) ^ 1;
    for (const [, engine] of engines) {
      expect(engine.verify(publicKey, message, changed)).to.equal(false);
      expect(engine.verify(publicKey, message.slice(1), signature)).to.equal(false);
      expect(
        engine.verify(
          publicKey.map((byte) => byte ^ 1),
          message,
          signature,
        ),
      ).to.equal(false);
      expect(engine.verify(publicKey, message, signature.subarray(1))).to.equal(false);
      expect(engine.verify(publicKey.subarray(1), message, signature)).to.equal(false);
    }
  });

  it('generates native keys whose seed gives the same public key in JavaScript', () => {
    const key = generateAuthorityKey();
    expect(nobleEngine.publicKey(key.seed)).to.deep.equal(key.publicKey);
  });

  it('signs in the background, hedged: twice the same message, two signatures, both valid', async () => {
    const [first, second] = await Promise.all([
      signInBackground(secretKey, message),
      signInBackground(secretKey, message),
    ]);
    expect(first).not.to.deep.equal(second);
    for (const signature of [first, second]) expect(nobleEngine.verify(publicKey, message, signature)).to.equal(true);
  });
});
