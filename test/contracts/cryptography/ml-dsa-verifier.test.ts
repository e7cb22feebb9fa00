import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify as opensslVerify,
  randomBytes,
  sign,
} from 'node:crypto';
import { expect } from 'chai';
import { concat, dataSlice, getBytes, hexlify, keccak256, ZeroHash } from 'ethers';
import { expandMlDsaKey, mlDsaSignerKey } from '../../../node/protocol/ml-dsa-expand.ts';
import { placeCode, sets, storeMlDsaKey } from '../ml-dsa.fixture.ts';
import { addressOf, type Contract, deploy, ethers, method } from '../network.fixture.ts';
import { flipBit, seeded } from '../seeded.fixture.ts';

const accepted = '0x024ad318';
const refused = '0xffffffff';
const isComplete = process.env.QDT_TEST_ALL === '1' || process.argv.includes('--all');
/** Distinct signatures for each parameter set, and mutants of each; everything with QDT_TEST_ALL=1. */
const signatures = isComplete ? 300 : 16;
const mutantsOfEach = isComplete ? 16 : 6;

for (const { parameters, verifier: contract } of sets) {
  describe(contract, () => {
    const algorithm = parameters.name === 'ML-DSA-65' ? 'ml-dsa-65' : 'ml-dsa-44';
    const hash = Uint8Array.from({ length: 32 }, (_, index) => (index * 11 + 5) & 0xff);
    let verifier: Contract;
    let privateKey: KeyObject;
    let publicKey: Uint8Array;
    let key: string;
    let signature: Uint8Array;

    before(async () => {
      verifier = await deploy(contract);
      ({ privateKey, publicKey, key } = await newKey());
      // With room for two hints more, as nearly all have.
      const omega = parameters.name === 'ML-DSA-65' ? 55 : 80;
      do signature = new Uint8Array(sign(null, hash, privateKey));
      while ((signature[signature.length - 1] ?? 0) > omega - 2);
    });

    async function newKey() {
      const pair = generateKeyPairSync(algorithm);
      const raw = new Uint8Array(pair.publicKey.export({ format: 'raw-public' }));
      return { privateKey: pair.privateKey, publicKey: raw, key: await storeMlDsaKey(parameters, raw) };
    }

    const verify = (over: { key?: string; hash?: Uint8Array; signature?: Uint8Array }): Promise<string> =>
      method(verifier, 'verify')(over.key ?? key, over.hash ?? hash, over.signature ?? signature);

    it(`gives the verdict of OpenSSL on ${signatures} signatures and ${mutantsOfEach} mutants of each`, async function () {
      this.timeout(isComplete ? 1_200_000 : 60_000);
      const draw = seeded(20240813);
      const hintsAt = parameters.signatureBytes - 90;
      const ran = { valid: 0, invalid: 0 };
      let signer = await newKey();
      let opensslKey = opensslPublicKey(signer.publicKey);
      const compare = async (message: Uint8Array, candidate: Uint8Array) => {
        const expected = opensslVerify(null, message, opensslKey, candidate);
        expect(await verify({ key: signer.key, hash: message, signature: candidate })).to.equal(
          expected ? accepted : refused,
        );
        ran[expected ? 'valid' : 'invalid'] += 1;
      };
      for (let n = 0; n < signatures; n += 1) {
        if (n % 12 === 11) {
          signer = await newKey();
          opensslKey = opensslPublicKey(signer.publicKey);
        }
        const message = Uint8Array.from({ length: 32 }, () => draw(256));
        const signed = new Uint8Array(sign(null, message, signer.privateKey));
        await compare(message, signed);
        for (let m = 0; m < mutantsOfEach; m += 1) {
          const mutant = signed.slice();
          // Mutants of c~ and z by a bit, of the hints and of all by a byte, and the message by a bit.
          if (m % 3 === 0) await compare(message, flipBit(mutant, draw(mutant.length * 8)));
          else if (m % 3 === 1) {
            mutant[hintsAt + draw(90)] = draw(256);
            await compare(message, mutant);
          } else await compare(flipBit(message, draw(256)), mutant);
        }
      }
      expect(ran.valid).to.be.at.least(signatures);
      expect(ran.valid + ran.invalid).to.equal(signatures * (1 + mutantsOfEach));
    });

    it('refuses a changed bit, wherever it is', async function () {
      this.timeout(isComplete ? 1_200_000 : 60_000);
      const draw = seeded(7);
      const step = isComplete ? 3 : 97;
      let count = 0;
      for (let byte = 0; byte < signature.length; byte += 1) {
        // Every byte of the hints, some of the others.
        if (byte % step !== 0 && byte < signature.length - 90) continue;
        expect(await verify({ signature: flipBit(signature, byte * 8 + draw(8)) }), `byte ${byte}`).to.equal(refused);
        count += 1;
      }
      expect(count).to.be.greaterThan(100);
    });

    it('keeps |z| below gamma_1 - beta, to the last value, in every polynomial', async () => {
      const is65 = parameters.name === 'ML-DSA-65';
      const [bits, beta, challenge] = is65 ? [20, 196, 48] : [18, 78, 32];
      const harness = await deploy('MlDsaInternal');
      const inBounds = (codeAt: number, code: number): Promise<boolean> => {
        const bytes = new Uint8Array(parameters.signatureBytes);
        // The code of z is gamma_1 - z: 0 everywhere but at one place.
        for (let i = 0; i < parameters.columns * 256; i += 1) {
          const value = i === codeAt ? code : 2 ** (bits - 1);
          for (let bit = 0; bit < bits; bit += 1) {
            const at = i * bits + bit;
            bytes[challenge + (at >> 3)] = (bytes[challenge + (at >> 3)] ?? 0) | (((value >> bit) & 1) << (at & 7));
          }
        }
        return method(harness, `responseInBounds${is65 ? 65 : 44}`)(bytes);
      };
      for (let column = 0; column < parameters.columns; column += 1) {
        const at = column * 256 + ((column * 67 + 5) % 256);
        for (const [code, isIn] of [
          [0, false],
          [beta, false],
          [beta + 1, true],
          [2 ** bits - beta - 1, true],
          [2 ** bits - beta, false],
          [2 ** bits - 1, false],
        ] as const) {
          expect(await inBounds(at, code), `column ${column}, code ${code}`).to.equal(isIn);
        }
      }
    });

    it('refuses hints that are given twice, out of order or behind the last', async () => {
      const omega = parameters.name === 'ML-DSA-65' ? 55 : 80;
      const hintsAt = parameters.signatureBytes - omega - parameters.rows;
      const used = signature[signature.length - 1] ?? 0;
      expect(used).to.be.within(1, omega - 2);
      const before = signature[signature.length - 2] ?? 0;
      for (let place = 1; place < 256; place += 16) {
        const twice = signature.slice();
        // Into the last row, in order but for the pair itself: two equal hints would cancel out.
        const row = [...signature.slice(hintsAt + before, hintsAt + used), place, place].sort((a, b) => a - b);
        twice.set(row, hintsAt + before);
        twice[twice.length - 1] = used + 2;
        expect(await verify({ signature: twice }), `twice ${place}`).to.equal(refused);
        const behind = signature.slice();
        behind[hintsAt + used] = place;
        expect(await verify({ signature: behind }), `behind ${place}`).to.equal(refused);
      }
      const first = signature[hintsAt + used - 2] ?? 0;
      const swapped = signature.slice();
      swapped[hintsAt + used - 2] = swapped[hintsAt + used - 1] ?? 0;
      swapped[hintsAt + used - 1] = first;
      expect(await verify({ signature: swapped })).to.equal(refused);
    });

    it('accepts a second, different signature of the same hash', async () => {
      const second = sign(null, hash, privateKey);
      expect(hexlify(second)).not.to.equal(hexlify(signature));
      expect(await verify({ signature: second })).to.equal(accepted);
    });

    it('refuses the signature of another hash, with a context, and by another key', async () => {
      expect(await verify({ hash: flipBit(hash, 0) })).to.equal(refused);
      const withContext = sign(null, hash, { key: privateKey, context: Buffer.from('city') });
      expect(await verify({ signature: withContext })).to.equal(refused);
      expect(await verify({ key: (await newKey()).key })).to.equal(refused);
    });

    it('answers, and does not revert, when a length is wrong', async () => {
      const extended = new Uint8Array(signature.length + 1);
      extended.set(signature);
      const wrong = [signature.slice(0, -1), signature.slice(1), extended, signature.slice(0, 64), new Uint8Array()];
      for (const malformed of wrong) expect(await verify({ signature: malformed })).to.equal(refused);
      const keys = ['0x', key.slice(0, -2), `${key}00`, dataSlice(key, 20), hexlify(publicKey)];
      for (const malformed of keys) expect(await verify({ key: malformed })).to.equal(refused);
    });

    it('refuses constant signatures', async () => {
      for (const byte of [0x00, 0xff, 0x55]) {
        expect(await verify({ signature: new Uint8Array(signature.length).fill(byte) })).to.equal(refused);
      }
    });

    it('refuses an expanded key that is not the one committed to', async () => {
      const expanded = expandMlDsaKey(parameters, publicKey);
      const commitment = dataSlice(key, 20);
      const head = expanded.head(getBytes(await placeCode(expanded.tail)));
      // The same bytes with one changed, at the address the key names.
      const changed = await placeCode(flipBit(head, 8 * 5000));
      expect(await verify({ key: concat([changed, commitment]) })).to.equal(refused);
      // Another place is fine for the second contract only if the commitment says so.
      const moved = await placeCode(head);
      expect(await verify({ key: concat([moved, commitment]) })).to.equal(refused);
      expect(await verify({ key: hexlify(mlDsaSignerKey(getBytes(moved), head)) })).to.equal(accepted);
      // Rows 3 to 5 changed under an honest commitment to their hash.
      const forged = expanded.head(getBytes(await placeCode(flipBit(expanded.tail, 8 * 5000))));
      expect(await verify({ key: hexlify(mlDsaSignerKey(getBytes(await placeCode(forged)), forged)) })).to.equal(
        refused,
      );
    });

    it('refuses a pointer without code, whatever it is committed to', async () => {
      const nowhere = '0x00000000000000000000000000000000000a11ce';
      for (const commitment of [ZeroHash, keccak256('0x'), dataSlice(key, 20)]) {
        expect(await verify({ key: concat([nowhere, commitment]) })).to.equal(refused);
      }
    });

    it('refuses data contracts of another length', async () => {
      const expanded = expandMlDsaKey(parameters, publicKey);
      const tail = getBytes(await placeCode(expanded.tail));
      const head = expanded.head(tail);
      for (const malformed of [head.slice(0, -1), getBytes(concat([head, '0x00']))]) {
        const address = getBytes(await placeCode(malformed));
        expect(await verify({ key: hexlify(mlDsaSignerKey(address, malformed)) })).to.equal(refused);
      }
      const shorter = expanded.tail.slice(0, 16_384);
      const withShorter = head.slice();
      withShorter.set(getBytes(await placeCode(shorter)), 1);
      withShorter.set(getBytes(keccak256(shorter)), 21);
      const address = getBytes(await placeCode(withShorter));
      expect(await verify({ key: hexlify(mlDsaSignerKey(address, withShorter)) })).to.equal(refused);
    });

    it('does not depend on what surrounds the signature in the calldata', async () => {
      const data = verifier.interface.encodeFunctionData('verify', [key, hash, signature]);
      const dirty = `${data.slice(0, -2)}ff${'ab'.repeat(100)}`;
      expect((await ethers.provider.call({ to: addressOf(verifier), data: dirty })).slice(0, 10)).to.equal(accepted);
    });

    it('answers for any message', async () => {
      for (let round = 0; round < 4; round += 1) {
        const message = randomBytes(32);
        expect(await verify({ hash: message, signature: sign(null, message, privateKey) })).to.equal(accepted);
      }
    });

    describe('starved of gas', () => {
      let harness: Contract;

      before(async () => {
        harness = await deploy('SlhDsaHarness');
      });

      async function sweep(signed: Uint8Array, from: number, to: number, step: number): Promise<[number, number]> {
        const call = verifier.interface.encodeFunctionData('verify', [key, hash, signed]);
        const [yes, answered] = await method(harness, 'sweep')(addressOf(verifier), call, from, to, step);
        return [Number(yes), Number(answered)];
      }

      it('never accepts an invalid signature', async function () {
        this.timeout(isComplete ? 1_200_000 : 60_000);
        const step = isComplete ? 5_000 : 100_000;
        for (const bit of [5, signature.length * 8 - 1]) {
          const changed = flipBit(signature, bit);
          for (let from = 20_000; from < 1_700_000; from += 200_000) {
            expect((await sweep(changed, from, from + 199_999, step))[0]).to.equal(0);
          }
          expect((await sweep(changed, 2_000_000, 2_000_000, 1))[1]).to.equal(1);
        }
      });

      it('never accepts a valid one before all of it is verified', async () => {
        const needed = Number(await method(harness, 'gasOfVerification')(addressOf(verifier), key, hash, signature));
        expect((await sweep(signature, 5_000, needed - 40_000, 150_000))[0]).to.equal(0);
        const [yes, answered] = await sweep(signature, needed - 30_000, needed + 2_000, 4_000);
        expect(answered).to.equal(yes);
        expect(yes).to.be.within(1, 8);
      });
    });
  });
}

function opensslPublicKey(publicKey: Uint8Array): KeyObject {
  const asymmetricKeyType = publicKey.length === 1952 ? 'ml-dsa-65' : 'ml-dsa-44';
  return createPublicKey({ key: Buffer.from(publicKey), format: 'raw-public', asymmetricKeyType });
}
