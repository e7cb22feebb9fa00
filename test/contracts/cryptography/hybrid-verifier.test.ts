import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect } from 'chai';
import { concat, dataSlice, getBytes, hexlify, randomBytes, toBeHex } from 'ethers';
import { addressOf, type Contract, deploy, method } from '../network.fixture.ts';
import { type SlhDsaKey, slhDsaKey } from '../signing.fixture.ts';

const magic = '0x024ad318';
const refused = '0xffffffff';
/** Order of P-256's group (SP 800-186, 3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** x || y of a P-256 key. */
function p256Point(key: KeyObject): string {
  const { x, y } = key.export({ format: 'jwk' });
  return hexlify(Buffer.concat([Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]));
}

/** r || s over SHA-256 of the hash, s in the lower half. */
function signP256(key: KeyObject, hash: string): string {
  const raw = hexlify(sign('sha256', getBytes(hash), { key, dsaEncoding: 'ieee-p1363' }));
  const s = BigInt(dataSlice(raw, 32));
  return concat([dataSlice(raw, 0, 32), toBeHex(s > order / 2n ? order - s : s, 32)]);
}

describe('HybridVerifier', () => {
  const classical = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const postQuantum: SlhDsaKey = slhDsaKey();
  const hash = hexlify(randomBytes(32));
  const key = concat([p256Point(classical.publicKey), postQuantum.publicKey]);
  const halves = {
    classical: signP256(classical.privateKey, hash),
    postQuantum: hexlify(sign(null, getBytes(hash), postQuantum.privateKey)),
  };
  let verifier: Contract;

  before(async () => {
    verifier = await deploy('HybridVerifier', addressOf(await deploy('SlhDsaSha2128sVerifier')));
  });

  const answer = (signature: string, of = key, over = hash): Promise<string> =>
    method(verifier, 'verify')(of, over, signature);

  it('accepts both halves', async () => {
    expect(await answer(concat([halves.classical, halves.postQuantum]))).to.equal(magic);
  });

  it('refuses each half alone, beside nothing, zeros or a half of another key', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const zeros = (bytes: number) => `0x${'00'.repeat(bytes)}`;
    const wrong = [
      halves.classical,
      halves.postQuantum,
      concat([halves.classical, zeros(7856)]),
      concat([zeros(64), halves.postQuantum]),
      concat([signP256(stranger.privateKey, hash), halves.postQuantum]),
      concat([halves.postQuantum, halves.classical]),
    ];
    for (const signature of wrong) expect(await answer(signature)).to.equal(refused);
  });

  it('refuses one bit flipped in either half', async () => {
    for (const at of [0, 63, 64, 4000, 7919]) {
      const changed = getBytes(concat([halves.classical, halves.postQuantum]));
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await answer(hexlify(changed)), `byte ${at}`).to.equal(refused);
    }
  });

  it('refuses other lengths, a point off the curve, s in the upper half and another hash', async () => {
    const good = concat([halves.classical, halves.postQuantum]);
    const high = concat([
      dataSlice(halves.classical, 0, 32),
      toBeHex(order - BigInt(dataSlice(halves.classical, 32)), 32),
      halves.postQuantum,
    ]);
    expect(await answer(`${good}00`)).to.equal(refused);
    expect(await answer('0x')).to.equal(refused);
    expect(await answer(good, `${key}00`)).to.equal(refused);
    expect(await answer(good, concat([`0x${'00'.repeat(64)}`, postQuantum.publicKey]))).to.equal(refused);
    expect(await answer(high)).to.equal(refused);
    expect(await answer(good, key, hexlify(randomBytes(32)))).to.equal(refused);
  });
});
