import { randomBytes, sign } from 'node:crypto';
import { expect } from 'chai';
import { addressOf, type Contract, deploy, ethers, method } from '../network.fixture.ts';
import { flipBit, seeded } from '../seeded.fixture.ts';
import { type SlhDsaKey, slhDsaKey } from '../signing.fixture.ts';

const accepted = '0x024ad318';
const refused = '0xffffffff';
const signatureLength = 7856;
const mutations = 1000;

describe('SlhDsaSha2128sVerifier', () => {
  const hash = Uint8Array.from({ length: 32 }, (_, index) => (index * 11 + 5) & 0xff);
  let verifier: Contract;
  let key: SlhDsaKey;
  let signature: Uint8Array;

  before(async () => {
    verifier = await deploy('SlhDsaSha2128sVerifier');
    key = slhDsaKey();
    signature = new Uint8Array(sign(null, hash, key.privateKey));
  });

  const verify = (over: { key?: string; hash?: Uint8Array; signature?: Uint8Array }): Promise<string> =>
    method(verifier, 'verify')(over.key ?? key.publicKey, over.hash ?? hash, over.signature ?? signature);

  it('accepts what OpenSSL signs, for several keys and hashes', async () => {
    expect(await verify({})).to.equal(accepted);
    for (let round = 0; round < 3; round += 1) {
      const other = slhDsaKey();
      const message = randomBytes(32);
      const signed = { key: other.publicKey, hash: message, signature: sign(null, message, other.privateKey) };
      expect(await verify(signed), `key ${other.publicKey}`).to.equal(accepted);
      expect(await verify({ ...signed, key: key.publicKey })).to.equal(refused);
    }
  });

  it('accepts a second, different signature of the same hash', async () => {
    const second = sign(null, hash, key.privateKey);
    expect(ethers.hexlify(second)).not.to.equal(ethers.hexlify(signature));
    expect(await verify({ signature: second })).to.equal(accepted);
  });

  it('refuses the signature of another hash, and of the same hash with a context', async () => {
    expect(await verify({ hash: flipBit(hash, 0) })).to.equal(refused);
    const withContext = sign(null, hash, { key: key.privateKey, context: Buffer.from('city') });
    expect(await verify({ signature: withContext })).to.equal(refused);
  });

  it(`refuses ${mutations} signatures with one changed bit, wherever it is`, async () => {
    const draw = seeded(20240813);
    const counts = { randomizer: 0, fors: 0, hypertree: 0 };
    for (let n = 0; n < mutations; n += 1) {
      // Every 16-byte value of the signature is hit: 491 of them, two bits each, the rest at random.
      const value = n < 982 ? n % 491 : draw(491);
      const bit = value * 128 + draw(128);
      expect(await verify({ signature: flipBit(signature, bit) }), `bit ${bit}`).to.equal(refused);
      counts[value === 0 ? 'randomizer' : value <= 182 ? 'fors' : 'hypertree'] += 1;
    }
    expect(counts.randomizer + counts.fors + counts.hypertree).to.equal(mutations);
    expect(Math.min(counts.randomizer, counts.fors, counts.hypertree)).to.be.greaterThan(0);
  });

  it('refuses every changed bit of the key', async () => {
    const bytes = ethers.getBytes(key.publicKey);
    for (let bit = 0; bit < 256; bit += 5) {
      expect(await verify({ key: ethers.hexlify(flipBit(bytes, bit)) }), `bit ${bit}`).to.equal(refused);
    }
  });

  it('refuses two values of the signature that changed places', async () => {
    for (const [a, b] of [
      [1, 2],
      [14, 27],
      [183, 184],
      [218, 219],
      [183, 227],
    ] as const) {
      const swapped = signature.slice();
      swapped.copyWithin(a * 16, b * 16, b * 16 + 16);
      swapped.set(signature.subarray(a * 16, a * 16 + 16), b * 16);
      expect(await verify({ signature: swapped }), `${a} and ${b}`).to.equal(refused);
    }
  });

  it('answers, and does not revert, when a length is wrong', async () => {
    const extended = new Uint8Array(signatureLength + 1);
    extended.set(signature);
    const signatures = [signature.slice(0, -1), signature.slice(1), extended, signature.slice(0, 16), new Uint8Array()];
    for (const malformed of signatures) expect(await verify({ signature: malformed })).to.equal(refused);
    const keys = ['0x', key.publicKey.slice(0, -2), `${key.publicKey}00`, ethers.dataSlice(key.publicKey, 16)];
    for (const malformed of keys) expect(await verify({ key: malformed })).to.equal(refused);
  });

  it('refuses constant signatures and keys', async () => {
    for (const byte of [0x00, 0xff]) {
      const constant = new Uint8Array(signatureLength).fill(byte);
      expect(await verify({ signature: constant })).to.equal(refused);
      expect(await verify({ signature: constant, key: ethers.hexlify(new Uint8Array(32).fill(byte)) })).to.equal(
        refused,
      );
    }
  });

  it('does not depend on what surrounds the signature in the calldata', async () => {
    const data = verifier.interface.encodeFunctionData('verify', [key.publicKey, hash, signature]);
    const dirty = `${data.slice(0, -2)}ff${'ab'.repeat(100)}`;
    const answer = await ethers.provider.call({ to: addressOf(verifier), data: dirty });
    expect(answer.slice(0, 10)).to.equal(accepted);
  });

  describe('starved of gas', () => {
    let harness: Contract;

    before(async () => {
      harness = await deploy('SlhDsaHarness');
    });

    async function sweep(signed: Uint8Array, from: number, to: number, step: number): Promise<[number, number]> {
      const call = verifier.interface.encodeFunctionData('verify', [key.publicKey, hash, signed]);
      const [yes, answered] = await method(harness, 'sweep')(addressOf(verifier), call, from, to, step);
      return [Number(yes), Number(answered)];
    }

    it('never accepts an invalid signature', async () => {
      for (const bit of [5, 16 * 8, 184 * 128, signatureLength * 8 - 1]) {
        const changed = flipBit(signature, bit);
        const [yes, answered] = await sweep(changed, 20_000, 800_000, 10_000);
        expect(yes).to.equal(0);
        expect(answered).to.be.greaterThan(0);
      }
    });

    it('never accepts a valid one before all of it is verified', async () => {
      const needed = Number(
        await method(harness, 'gasOfVerification')(addressOf(verifier), key.publicKey, hash, signature),
      );
      expect((await sweep(signature, 5_000, needed - 20_000, 10_000))[0]).to.equal(0);
      const [yes, answered] = await sweep(signature, needed - 8_000, needed + 2_000, 200);
      expect(answered).to.equal(yes);
      expect(yes).to.be.within(1, 50);
    });
  });
});
