import { expect } from 'chai';
import { keyDelay } from '../algorithms.fixture.ts';
import { addressOf, type Contract, deploy, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { type Call, deployAccount, executeArguments, type Signer, stubSigner } from '../signing.fixture.ts';
import { changeOf, hashOf, type KeyChange, possessionDigest, proofsOf } from './keys.fixture.ts';

async function world() {
  const verifier = await deploy('StubVerifier');
  const [old, next, thief] = [stubSigner(verifier, 'old'), stubSigner(verifier, 'next'), stubSigner(verifier, 'thief')];
  const account = await deployAccount([old], 1);
  return { verifier, old, next, thief, account, target: await deploy('CallTarget'), deadline: (await now()) + 86_400 };
}

describe('Rotation of keys', () => {
  let city: Awaited<ReturnType<typeof world>>;
  let change: KeyChange;
  let lane: bigint;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(world);
    change = changeOf([city.next], [city.old]);
    lane = 0n;
  });

  const selfCall = (name: string, ...args: unknown[]): Call => ({
    target: addressOf(city.account),
    value: 0n,
    data: city.account.interface.encodeFunctionData(name, args),
  });
  const argumentsOf = (signers: Signer[], calls: Call[] = []) => {
    lane += 1n;
    const batch = { calls, nonce: lane << 64n, deadline: city.deadline };
    return executeArguments(city.account, batch, signers);
  };
  const act = (signers: Signer[], ...calls: Call[]) => method(city.account, 'execute')(...argumentsOf(signers, calls));
  const proposed = (proofs = proofsOf(city.account, change, [city.next])) =>
    act([city.old], selfCall('proposeKeys', change, proofs));
  const apply = (account: Contract = city.account) => method(account, 'applyKeys')(change);
  const refused = (attempt: Promise<unknown>, error: string) =>
    expect(attempt).to.be.revertedWithCustomError(city.account, error);

  it('is announced, waits, and takes effect by anybody; the old key signs until then and never after', async () => {
    await expect(proposed()).to.emit(city.account, 'KeysProposed');
    await refused(apply(), 'AccountKeysTooEarly');
    await act([city.old]);
    await refused(act([city.next]), 'AccountInvalidSignature');
    await networkHelpers.time.increase(keyDelay);
    await expect(apply()).to.emit(city.account, 'KeysChanged').withArgs(hashOf(change), 1n);
    await refused(act([city.old]), 'AccountInvalidSignature');
    await act([city.next]);
    expect([...(await method(city.account, 'getSigners')(0, 9))]).to.deep.equal([city.next.signer]);
    expect(await method(city.account, 'keyEpoch')()).to.equal(1n);
  });

  it('agrees with an independent encoder on what a new key signs', async () => {
    expect(await method(city.account, 'possessionDigest')(change)).to.equal(possessionDigest(city.account, change));
  });

  it('needs the new key’s own signature, over this change, in this account, at this epoch (attack 8)', async () => {
    const other = { ...change, threshold: 1, removed: [] };
    const twin = await deployAccount([city.old], 1);
    for (const proof of [
      city.thief.sign(possessionDigest(city.account, change)),
      city.next.sign(possessionDigest(city.account, other)),
      city.next.sign(possessionDigest(twin, change)),
      city.next.sign(possessionDigest(city.account, change, 1)),
    ]) {
      await refused(proposed([proof]), 'AccountKeyNotProven');
    }
    await refused(proposed([]), 'AccountProofsMissing');
  });

  it('refuses a key of no known algorithm, a threshold of zero and one that cannot be reached', async () => {
    const rogue = stubSigner(await deploy('StubVerifier'), 'rogue');
    change = changeOf([rogue], [city.old]);
    await refused(proposed(proofsOf(city.account, change, [rogue])), 'AccountUnusableSigner');
    change = changeOf([city.next], [city.old], 0);
    await refused(proposed(), 'MultiSignerERC7913ZeroThreshold');
    change = changeOf([city.next], [city.old], 2);
    await refused(proposed(), 'MultiSignerERC7913UnreachableThreshold');
  });

  it('can be called off by the signers, once, and only one can be under way', async () => {
    await proposed();
    await refused(proposed(), 'AccountKeysPending');
    await expect(act([city.old], selfCall('cancelKeys'))).to.emit(city.account, 'KeysCancelled');
    await refused(act([city.old], selfCall('cancelKeys')), 'AccountNoKeysPending');
    await networkHelpers.time.increase(keyDelay);
    await refused(apply(), 'AccountNoKeysPending');
  });

  it('applies what was announced and nothing else, once', async () => {
    await proposed();
    await networkHelpers.time.increase(keyDelay);
    await refused(method(city.account, 'applyKeys')(changeOf([city.thief], [city.old])), 'AccountKeysNotProposed');
    await apply();
    await refused(apply(), 'AccountNoKeysPending');
  });

  it('leaves everything as it was when a step of the change fails', async () => {
    change = changeOf([city.next], [city.thief]);
    await proposed();
    await networkHelpers.time.increase(keyDelay);
    await refused(apply(), 'MultiSignerERC7913NonexistentSigner');
    expect([...(await method(city.account, 'getSigners')(0, 9))]).to.deep.equal([city.old.signer]);
    await act([city.old], selfCall('cancelKeys'));
  });

  it('adds a signer and raises the threshold, then lowers it and removes one', async () => {
    change = changeOf([city.next], [], 2);
    await proposed();
    await networkHelpers.time.increase(keyDelay);
    await apply();
    await refused(act([city.old]), 'AccountInvalidSignature');
    change = changeOf([], [city.old], 1);
    await act([city.old, city.next], selfCall('proposeKeys', change, []));
    await networkHelpers.time.increase(keyDelay);
    await apply();
    await act([city.next]);
  });

  it('has no proof that counts twice: after a change the old proofs are void', async () => {
    await proposed();
    await networkHelpers.time.increase(keyDelay);
    await apply();
    const back = changeOf([city.old], [city.next]);
    const stale = proofsOf(city.account, back, [city.old]);
    await refused(act([city.next], selfCall('proposeKeys', back, stale)), 'AccountKeyNotProven');
    await act([city.next], selfCall('proposeKeys', back, proofsOf(city.account, back, [city.old], 1)));
  });

  describe('in the same block as calls (attack 6)', () => {
    /** Mines these transactions in one block, in this order; which of them succeeded. */
    async function inOneBlock(data: string[]): Promise<boolean[]> {
      const [relay] = await ethers.getSigners();
      if (relay === undefined) throw new RangeError('a relay');
      await ethers.provider.send('evm_setAutomine', [false]);
      try {
        const nonce = await relay.getNonce();
        const sent = [];
        for (const [index, one] of data.entries()) {
          const to = addressOf(city.account);
          sent.push(await relay.sendTransaction({ to, data: one, gasLimit: 1_000_000, nonce: nonce + index }));
        }
        await ethers.provider.send('evm_mine', []);
        const receipts = await Promise.all(sent.map(({ hash }) => ethers.provider.getTransactionReceipt(hash)));
        expect(new Set(receipts.map((receipt) => receipt?.blockNumber)).size).to.equal(1);
        return receipts.map((receipt) => receipt?.status === 1);
      } finally {
        await ethers.provider.send('evm_setAutomine', [true]);
      }
    }

    const orders = [
      ['old', 'new', 'apply'],
      ['old', 'apply', 'new'],
      ['new', 'old', 'apply'],
      ['new', 'apply', 'old'],
      ['apply', 'old', 'new'],
      ['apply', 'new', 'old'],
    ] as const;

    for (const order of orders) {
      it(`accepts only what the keys before the block signed, before the change: ${order.join(', ')}`, async () => {
        await proposed();
        await networkHelpers.time.increase(keyDelay);
        const data = {
          old: city.account.interface.encodeFunctionData('execute', argumentsOf([city.old])),
          new: city.account.interface.encodeFunctionData('execute', argumentsOf([city.next])),
          apply: city.account.interface.encodeFunctionData('applyKeys', [change]),
        };
        const outcome = await inOneBlock(order.map((name) => data[name]));
        const expected = order.map((name, index) => {
          if (name === 'apply') return true;
          return name === 'old' && index < order.indexOf('apply');
        });
        expect(outcome).to.deep.equal(expected);
        await act([city.next]);
      });
    }

    it('cannot announce and apply at once, nor within the batch that announces', async () => {
      const proofs = proofsOf(city.account, change, [city.next]);
      const calls = [selfCall('proposeKeys', change, proofs), selfCall('applyKeys', change)];
      await refused(act([city.old], ...calls), 'AccountKeysTooEarly');
      const outcome = await inOneBlock([
        city.account.interface.encodeFunctionData('execute', argumentsOf([city.old], calls.slice(0, 1))),
        city.account.interface.encodeFunctionData('applyKeys', [change]),
        city.account.interface.encodeFunctionData('execute', argumentsOf([city.next])),
      ]);
      expect(outcome).to.deep.equal([true, false, false]);
    });
  });
});
