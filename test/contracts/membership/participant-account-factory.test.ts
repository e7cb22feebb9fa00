import { expect } from 'chai';
import { deployAlgorithms } from '../algorithms.fixture.ts';
import { addressOf, deploy, ethers, method, networkHelpers } from '../network.fixture.ts';
import { stubSigner } from '../signing.fixture.ts';

async function world() {
  const verifier = await deploy('StubVerifier');
  const signers = [stubSigner(verifier, 'north').signer, stubSigner(verifier, 'river').signer];
  const algorithms = await deployAlgorithms([addressOf(verifier)]);
  return { factory: await deploy('ParticipantAccountFactory', addressOf(algorithms)), signers };
}

describe('ParticipantAccountFactory', () => {
  const salt = ethers.id('salt');
  let city: Awaited<ReturnType<typeof world>>;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(world);
  });

  const create = (...args: unknown[]) => method(city.factory, 'create')(...args);
  const predict = (...args: unknown[]): Promise<string> => method(city.factory, 'predict')(...args);

  it('creates an account where it said it would', async () => {
    const predicted = await predict(city.signers, 2, salt);
    await expect(create(city.signers, 2, salt))
      .to.emit(city.factory, 'AccountCreated')
      .withArgs(predicted);
    const account = await ethers.getContractAt('ParticipantAccount', predicted);
    expect([...(await method(account, 'getSigners')(0, 9))]).to.deep.equal(city.signers);
    expect(await method(account, 'threshold')()).to.equal(2n);
  });

  it('returns the account that is already there, without an event', async () => {
    await create(city.signers, 2, salt);
    const again = await method(city.factory, 'create').staticCall(city.signers, 2, salt);
    expect(again).to.equal(await predict(city.signers, 2, salt));
    await expect(create(city.signers, 2, salt)).not.to.emit(city.factory, 'AccountCreated');
  });

  it('gives other signers, another threshold or another salt another address', async () => {
    const addresses = [
      await predict(city.signers, 2, salt),
      await predict(city.signers, 1, salt),
      await predict([...city.signers].reverse(), 2, salt),
      await predict(city.signers.slice(1), 1, salt),
      await predict(city.signers, 2, ethers.id('other')),
    ];
    expect(new Set(addresses).size).to.equal(addresses.length);
  });

  it("passes on the account's refusals", async () => {
    const account = await ethers.getContractFactory('ParticipantAccount');
    const unreachable = 'MultiSignerERC7913UnreachableThreshold';
    await expect(create(city.signers, 3, salt))
      .to.be.revertedWithCustomError(account, unreachable)
      .withArgs(2n, 3n);
    await expect(create(['0x1234'], 1, salt)).to.be.revertedWithCustomError(account, 'AccountUnusableSigner');
  });
});
