import { expect } from 'chai';
import { addressOf, type Contract, deploy, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { deployAccount, executeArguments, type Signer, stubSigner } from '../signing.fixture.ts';

async function world() {
  const verifier = await deploy('StubVerifier');
  const [north, river, prairie] = ['north', 'river', 'prairie'].map((name) => stubSigner(verifier, name));
  if (north === undefined || river === undefined || prairie === undefined) throw new RangeError('three signers');
  const account = await deployAccount([north, river], 2);
  return { verifier, north, river, prairie, account, deadline: (await now()) + 3600 };
}

describe("ParticipantAccount's signers", () => {
  let city: Awaited<ReturnType<typeof world>>;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(world);
  });

  const refusesSigner = (signer: string, account: Contract = city.account) =>
    expect(deployAccount([{ signer, sign: () => '0x' }], 1))
      .to.be.revertedWithCustomError(account, 'AccountUnusableSigner')
      .withArgs(signer);

  it('lists signers and threshold', async () => {
    const signers = await method(city.account, 'getSigners')(0, 10);
    expect([...signers]).to.deep.equal([city.north.signer, city.river.signer]);
    expect(await method(city.account, 'threshold')()).to.equal(2n);
    expect(await method(city.account, 'isSigner')(city.prairie.signer)).to.equal(false);
  });

  it('refuse a threshold that cannot be reached, of zero, and an account without signers', async () => {
    const made = (signers: Signer[], threshold: number) => expect(deployAccount(signers, threshold)).to.be;
    await made([city.north], 2)
      .revertedWithCustomError(city.account, 'MultiSignerERC7913UnreachableThreshold')
      .withArgs(1n, 2n);
    await made([city.north], 0).revertedWithCustomError(city.account, 'MultiSignerERC7913ZeroThreshold');
    await made([], 0).revertedWithCustomError(city.account, 'MultiSignerERC7913ZeroThreshold');
  });

  it('refuse a threshold that no single algorithm reaches, and signatures of two algorithms', async () => {
    const other = stubSigner(await deploy('StubVerifier'), 'river');
    await expect(deployAccount([city.north, other], 2))
      .to.be.revertedWithCustomError(city.account, 'MultiSignerERC7913UnreachableThreshold')
      .withArgs(1n, 2n);
    const mixed = await deployAccount([city.north, city.river, other], 2);
    const batch = { calls: [], nonce: 0n, deadline: city.deadline };
    await expect(
      method(mixed, 'execute')(...executeArguments(mixed, batch, [city.north, other])),
    ).to.be.revertedWithCustomError(mixed, 'AccountInvalidSignature');
    await method(mixed, 'execute')(...executeArguments(mixed, batch, [city.north, city.river]));
  });

  it('are never an address alone: an ECDSA key or a contract would do without a post-quantum signature', async () => {
    const [person] = await ethers.getSigners();
    await refusesSigner(person?.address.toLowerCase() ?? '');
    await refusesSigner(addressOf(city.verifier).toLowerCase());
    await refusesSigner('0x1234');
    await refusesSigner('0x');
  });

  it('never have a verifier without code: the identity precompile would accept anything', async () => {
    const identity = ethers.zeroPadValue('0x04', 20);
    await refusesSigner(ethers.concat([identity, ethers.id('any key')]));
    await refusesSigner(ethers.concat([ethers.ZeroAddress, ethers.id('any key')]));
  });

  describe('in storage, where receipts prove them', () => {
    const slot = (account: Contract, position: string | bigint) => ethers.provider.getStorage(account, position);

    it('keep their number in slot 0 and each one at keccak256(0) + i', async () => {
      expect(BigInt(await slot(city.account, 0n))).to.equal(2n);
      const first = BigInt(ethers.keccak256(ethers.toBeHex(0, 32)));
      for (const [i, { signer }] of [city.north, city.river].entries()) {
        const head = BigInt(await slot(city.account, first + BigInt(i)));
        expect(head).to.equal(BigInt(ethers.dataLength(signer)) * 2n + 1n);
        const data = BigInt(ethers.keccak256(ethers.toBeHex(first + BigInt(i), 32)));
        const words = ethers.concat([await slot(city.account, data), await slot(city.account, data + 1n)]);
        expect(ethers.dataSlice(words, 0, 52)).to.equal(signer);
      }
    });

    it('keep the position of each at keccak256(signer || 1), and the threshold in slot 2', async () => {
      const position = (signer: string) =>
        slot(city.account, ethers.keccak256(ethers.concat([signer, ethers.toBeHex(1, 32)])));
      expect(BigInt(await position(city.north.signer))).to.equal(1n);
      expect(BigInt(await position(city.river.signer))).to.equal(2n);
      expect(BigInt(await position(city.prairie.signer))).to.equal(0n);
      expect(BigInt(await slot(city.account, 2n))).to.equal(2n);
    });
  });
});
