import { expect } from 'chai';
import { addressOf, type Contract, deploy, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { type Call, deployAccount, executeArguments, type Signer, stubSigner } from '../signing.fixture.ts';

async function world() {
  const verifier = await deploy('StubVerifier');
  const [north, river, prairie] = ['north', 'river', 'prairie'].map((name) => stubSigner(verifier, name));
  if (north === undefined || river === undefined || prairie === undefined) throw new RangeError('three signers');
  const account = await deployAccount([north, river], 2);
  return { verifier, north, river, prairie, account, deadline: (await now()) + 3600 };
}

describe("ParticipantAccount's signers", () => {
  let city: Awaited<ReturnType<typeof world>>;
  let nonce: bigint;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(world);
    nonce = 0n;
  });

  const selfCall = (name: string, ...args: unknown[]): Call => ({
    target: addressOf(city.account),
    value: 0n,
    data: city.account.interface.encodeFunctionData(name, args),
  });
  const execute = (calls: Call[], signers: Signer[] = [city.north, city.river]) => {
    const batch = { calls, nonce, deadline: city.deadline };
    nonce += 1n;
    return method(city.account, 'execute')(...executeArguments(city.account, batch, signers));
  };
  const refusesSigner = (signer: string, account: Contract = city.account) =>
    expect(deploy('ParticipantAccount', [signer], 1))
      .to.be.revertedWithCustomError(account, 'AccountUnusableSigner')
      .withArgs(signer);

  it('lists signers and threshold', async () => {
    const signers = await method(city.account, 'getSigners')(0, 10);
    expect([...signers]).to.deep.equal([city.north.signer, city.river.signer]);
    expect(await method(city.account, 'threshold')()).to.equal(2n);
    expect(await method(city.account, 'isSigner')(city.prairie.signer)).to.equal(false);
  });

  it('can be changed by nobody but the account', async () => {
    const [caller] = await ethers.getSigners();
    for (const [name, args] of [
      ['addSigners', [[city.prairie.signer]]],
      ['removeSigners', [[city.river.signer]]],
      ['setThreshold', [1]],
    ] as const) {
      await expect(method(city.account, name)(...args))
        .to.be.revertedWithCustomError(city.account, 'AccountUnauthorized')
        .withArgs(caller?.address);
    }
  });

  it('rotate in one batch, and the old key is void at once', async () => {
    await execute([selfCall('addSigners', [city.prairie.signer]), selfCall('removeSigners', [city.river.signer])]);
    await expect(execute([])).to.be.revertedWithCustomError(city.account, 'AccountInvalidSignature');
    nonce = 1n;
    await expect(execute([], [city.north, city.prairie])).to.emit(city.account, 'CallsExecuted');
  });

  it('follow a new threshold', async () => {
    await expect(execute([selfCall('setThreshold', 1)]))
      .to.emit(city.account, 'ERC7913ThresholdSet')
      .withArgs(1n);
    await expect(execute([], [city.river])).to.emit(city.account, 'CallsExecuted');
  });

  it('refuse a threshold that cannot be reached', async () => {
    const unreachable = (signers: bigint, threshold: bigint) =>
      [expect(deploy('ParticipantAccount', [city.north.signer], threshold)), signers, threshold] as const;
    const [attempt, ...args] = unreachable(1n, 2n);
    await attempt.to.be
      .revertedWithCustomError(city.account, 'MultiSignerERC7913UnreachableThreshold')
      .withArgs(...args);
    for (const call of [selfCall('setThreshold', 3), selfCall('removeSigners', [city.river.signer])]) {
      nonce = 0n;
      await expect(execute([call])).to.be.revertedWithCustomError(
        city.account,
        'MultiSignerERC7913UnreachableThreshold',
      );
    }
  });

  it('refuse a threshold of zero, and an account without signers', async () => {
    await expect(execute([selfCall('setThreshold', 0)])).to.be.revertedWithCustomError(
      city.account,
      'MultiSignerERC7913ZeroThreshold',
    );
    await expect(deploy('ParticipantAccount', [], 0)).to.be.revertedWithCustomError(
      city.account,
      'MultiSignerERC7913ZeroThreshold',
    );
  });

  it('refuse a signer twice, and the removal of a stranger', async () => {
    await expect(execute([selfCall('addSigners', [city.north.signer])])).to.be.revertedWithCustomError(
      city.account,
      'MultiSignerERC7913AlreadyExists',
    );
    nonce = 0n;
    await expect(execute([selfCall('removeSigners', [city.prairie.signer])])).to.be.revertedWithCustomError(
      city.account,
      'MultiSignerERC7913NonexistentSigner',
    );
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
    const data = selfCall('addSigners', [ethers.concat([identity, '0x01'])]);
    await expect(execute([data])).to.be.revertedWithCustomError(city.account, 'AccountUnusableSigner');
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
