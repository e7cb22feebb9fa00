import { expect } from 'chai';
import fc from 'fast-check';
import { deploy, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { type Batch, batchDigest, deployAccount, encodeSignatures, sorted, stubSigner } from '../signing.fixture.ts';

async function world() {
  const verifier = await deploy('StubVerifier');
  const signers = sorted([stubSigner(verifier, 'north'), stubSigner(verifier, 'river')]);
  const account = await deployAccount(signers, 2);
  const batch: Batch = { calls: [], nonce: 0n, deadline: (await now()) + 3600 };
  const digest = batchDigest(account, batch);
  return { account, batch, digest, signature: ethers.getBytes(encodeSignatures(signers, digest)) };
}

const seed = 7913;
const hostileWords = [
  0n,
  1n,
  31n,
  32n,
  63n,
  64n,
  1n << 32n,
  (1n << 64n) - 1n,
  1n << 64n,
  1n << 255n,
  (1n << 256n) - 1n,
  (1n << 256n) - 32n,
];

/** The data that a call reverted with, hex. */
function revertData(error: unknown): string {
  if (error instanceof Error && 'data' in error && typeof error.data === 'string') return error.data;
  throw error;
}

describe('ParticipantAccount, given hostile signature encodings', () => {
  let city: Awaited<ReturnType<typeof world>>;

  before(async () => {
    city = await networkHelpers.loadFixture(world);
  });

  /** 'executed', or the name of the error; 'no reason' for a bare revert. */
  async function outcome(signature: Uint8Array): Promise<string> {
    const { calls, nonce, deadline } = city.batch;
    try {
      await method(city.account, 'execute').staticCall(calls, nonce, deadline, signature);
      return 'executed';
    } catch (error) {
      const data = revertData(error);
      return data === '0x' ? 'no reason' : (city.account.interface.parseError(data)?.name ?? data);
    }
  }

  async function erc1271(signature: Uint8Array): Promise<string> {
    return method(city.account, 'isValidSignature')(city.digest, signature);
  }

  function withWord(offset: number, word: bigint): Uint8Array {
    const changed = city.signature.slice();
    changed.set(ethers.getBytes(ethers.toBeHex(word, 32)), offset);
    return changed;
  }

  it('executes the untouched one', async () => {
    expect(await outcome(city.signature)).to.equal('executed');
  });

  it('refuses every word replaced by an extreme one by name', async () => {
    let tried = 0;
    for (let offset = 0; offset < city.signature.length; offset += 32) {
      for (const word of hostileWords) {
        const changed = withWord(offset, word);
        if (ethers.hexlify(changed) === ethers.hexlify(city.signature)) continue;
        expect(await outcome(changed), `word ${word} at ${offset}`).to.equal('AccountInvalidSignature');
        expect(await erc1271(changed)).to.equal('0xffffffff');
        tried += 1;
      }
    }
    expect(tried).to.be.greaterThan(200);
  });

  it('refuses every truncation by name', async () => {
    for (let length = 0; length < city.signature.length; length += 13) {
      expect(await outcome(city.signature.slice(0, length)), `${length} bytes`).to.equal('AccountInvalidSignature');
    }
  });

  it('refuses random bytes by name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 700 }), async (bytes) => {
        expect(await outcome(bytes)).to.equal('AccountInvalidSignature');
        expect(await erc1271(bytes)).to.equal('0xffffffff');
      }),
      { seed, numRuns: 300 },
    );
  });

  it('refuses random small offsets and lengths by name, unless they spell the same signature', async () => {
    const word = fc.record({ at: fc.nat(city.signature.length / 32 - 1), value: fc.nat(city.signature.length + 64) });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 3 }), async (words) => {
        const changed = city.signature.slice();
        for (const { at, value } of words) changed.set(ethers.getBytes(ethers.toBeHex(value, 32)), at * 32);
        const expected =
          ethers.hexlify(changed) === ethers.hexlify(city.signature) ? 'executed' : 'AccountInvalidSignature';
        expect(await outcome(changed)).to.equal(expected);
      }),
      { seed, numRuns: 500 },
    );
  });
});
