import { expect } from 'chai';
import { addressOf, type Contract, deploy, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import {
  type Batch,
  batchDigest,
  type Call,
  deployAccount,
  encodeSignatures,
  executeArguments,
  type Signer,
  sorted,
  stubSigner,
} from '../signing.fixture.ts';

async function world() {
  const verifier = await deploy('StubVerifier');
  const [north, river] = [stubSigner(verifier, 'north'), stubSigner(verifier, 'river')];
  const [prairie, stranger] = [stubSigner(verifier, 'prairie'), stubSigner(verifier, 'stranger')];
  const account = await deployAccount([north, river, prairie], 2);
  const single = await deployAccount([north], 1);
  const target = await deploy('CallTarget');
  const deadline = (await now()) + 3600;
  return { verifier, north, river, prairie, stranger, account, single, target, deadline };
}

function echo(target: Contract, argument: number): Call {
  return { target: addressOf(target), value: 0n, data: target.interface.encodeFunctionData('echo', [argument]) };
}

function callTo(target: Contract, name: string, ...args: unknown[]): Call {
  return { target: addressOf(target), value: 0n, data: target.interface.encodeFunctionData(name, args) };
}

describe('ParticipantAccount.execute', () => {
  let city: Awaited<ReturnType<typeof world>>;
  let batch: Batch;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(world);
    batch = { calls: [echo(city.target, 7)], nonce: 0n, deadline: city.deadline };
  });

  const execute = (signers: Signer[], account = city.account) =>
    method(account, 'execute')(...executeArguments(account, batch, signers));
  const executeWith = (signature: string) =>
    method(city.account, 'execute')(batch.calls, batch.nonce, batch.deadline, signature);
  const refusesSignature = (attempt: Promise<unknown>) =>
    expect(attempt)
      .to.be.revertedWithCustomError(city.account, 'AccountInvalidSignature')
      .withArgs(batchDigest(city.account, batch));

  it('agrees with an independent EIP-712 encoder on the digest', async () => {
    batch.calls.push(callTo(city.target, 'refuse', 3), { ...echo(city.target, 1), value: 5n });
    const digest = await method(city.account, 'executeDigest')(batch.calls, batch.nonce, batch.deadline);
    expect(digest).to.equal(batchDigest(city.account, batch));
  });

  it('carries out a batch that two of three signed, in order, and says so', async () => {
    batch.calls.push(echo(city.target, 8));
    const account = addressOf(city.account);
    await expect(execute([city.north, city.prairie]))
      .to.emit(city.account, 'CallsExecuted')
      .withArgs(batchDigest(city.account, batch), 0n)
      .and.to.emit(city.target, 'Called')
      .withArgs(account, 0n, 7n)
      .and.to.emit(city.target, 'Called')
      .withArgs(account, 0n, 8n);
  });

  it('returns what the calls returned', async () => {
    const args = executeArguments(city.account, batch, [city.north, city.river]);
    expect(await method(city.account, 'execute').staticCall(...args)).to.deep.equal([ethers.toBeHex(7, 32)]);
  });

  it('accepts all three where two suffice', async () => {
    await expect(execute([city.north, city.river, city.prairie])).to.emit(city.account, 'CallsExecuted');
  });

  it('sends native coin that it holds', async () => {
    const [relay] = await ethers.getSigners();
    await relay?.sendTransaction({ to: addressOf(city.account), value: 9n });
    batch.calls = [{ ...echo(city.target, 7), value: 9n }];
    await expect(execute([city.north, city.river]))
      .to.emit(city.target, 'Called')
      .withArgs(addressOf(city.account), 9n, 7n);
  });

  it('refuses one signature where two are needed', async () => {
    await refusesSignature(execute([city.river]));
  });

  it('refuses a stranger beside a signer', async () => {
    await refusesSignature(execute([city.river, city.stranger]));
  });

  it('refuses the same signer twice', async () => {
    await refusesSignature(execute([city.river, city.river]));
  });

  it('refuses signers that are not sorted', async () => {
    const reversed = sorted([city.north, city.river]).reverse();
    await refusesSignature(executeWith(encodeSignatures(reversed, batchDigest(city.account, batch))));
  });

  it('refuses a forged signature', async () => {
    const forger: Signer = { ...city.river, sign: () => ethers.id('forged') };
    await refusesSignature(execute([city.north, forger]));
  });

  it('refuses a signature over any changed part of the batch', async () => {
    const digest = batchDigest(city.account, batch);
    const signature = encodeSignatures(sorted([city.north, city.river]), digest);
    const changes: Batch[] = [
      { ...batch, calls: [echo(city.target, 6)] },
      { ...batch, calls: [{ ...echo(city.target, 7), value: 1n }] },
      { ...batch, calls: [...batch.calls, ...batch.calls] },
      { ...batch, calls: [] },
      { ...batch, calls: [{ ...echo(city.target, 7), target: addressOf(city.single) }] },
      { ...batch, nonce: 1n << 64n },
      { ...batch, deadline: batch.deadline + 1 },
    ];
    for (const changed of changes) {
      batch = changed;
      await refusesSignature(executeWith(signature));
    }
  });

  it('refuses a replay', async () => {
    await execute([city.north, city.river]);
    await expect(execute([city.north, city.river]))
      .to.be.revertedWithCustomError(city.account, 'InvalidAccountNonce')
      .withArgs(addressOf(city.account), 1n);
  });

  it('refuses a batch signed for another account of the same signer', async () => {
    const twin = await deployAccount([city.north], 1);
    const args = executeArguments(city.single, batch, [city.north]);
    await expect(method(twin, 'execute')(...args)).to.be.revertedWithCustomError(twin, 'AccountInvalidSignature');
    await expect(method(city.single, 'execute')(...args)).to.emit(city.single, 'CallsExecuted');
  });

  it('refuses a batch signed for another chain', async () => {
    const foreign = batchDigest(city.account, batch, 31338);
    await refusesSignature(executeWith(encodeSignatures(sorted([city.north, city.river]), foreign)));
  });

  it('executes at the deadline and not a second later', async () => {
    await networkHelpers.time.setNextBlockTimestamp(city.deadline);
    await expect(execute([city.north, city.river])).to.emit(city.account, 'CallsExecuted');
    batch.nonce = 1n;
    await networkHelpers.time.setNextBlockTimestamp(city.deadline + 1);
    await expect(execute([city.north, city.river]))
      .to.be.revertedWithCustomError(city.account, 'AccountExpiredDeadline')
      .withArgs(city.deadline);
  });

  it('refuses a gap in the nonces of a lane', async () => {
    for (const lane of [0n, 5n]) {
      batch.nonce = (lane << 64n) | 1n;
      await expect(execute([city.north, city.river]))
        .to.be.revertedWithCustomError(city.account, 'InvalidAccountNonce')
        .withArgs(addressOf(city.account), lane << 64n);
    }
  });

  it('lets lanes advance independently', async () => {
    const nonceOf = (lane: bigint) => method(city.account, 'nonces(address,uint192)')(addressOf(city.account), lane);
    for (const nonce of [7n << 64n, 0n, (7n << 64n) | 1n, 9n << 64n]) {
      batch.nonce = nonce;
      await execute([city.north, city.river]);
    }
    expect(await nonceOf(7n)).to.equal((7n << 64n) | 2n);
    expect(await nonceOf(0n)).to.equal(1n);
    expect(await nonceOf(9n)).to.equal((9n << 64n) | 1n);
    expect(await nonceOf(8n)).to.equal(8n << 64n);
  });

  it('passes a custom error on as it is, and undoes the calls before', async () => {
    batch.calls.push(callTo(city.target, 'refuse', 42));
    await expect(execute([city.north, city.river]))
      .to.be.revertedWithCustomError(city.target, 'TargetRefused')
      .withArgs(42n);
    expect(await method(city.account, 'nonces(address)')(addressOf(city.account))).to.equal(0n);
  });

  it('passes a panic and an empty revert on', async () => {
    batch.calls = [callTo(city.target, 'panic')];
    await expect(execute([city.north, city.river])).to.be.revertedWithPanic(1);
    batch.calls = [callTo(city.target, 'refuseSilently')];
    await expect(execute([city.north, city.river])).to.be.revertedWithoutReason(ethers);
  });

  it('refuses to be entered again while it executes', async () => {
    const inner = executeArguments(city.single, { ...batch, nonce: 3n << 64n }, [city.north]);
    const data = city.single.interface.encodeFunctionData('execute', inner);
    batch.calls = [callTo(city.target, 'forward', addressOf(city.single), data)];
    await expect(execute([city.north], city.single)).to.be.revertedWithCustomError(
      city.single,
      'ReentrancyGuardReentrantCall',
    );
  });

  it('does nothing, but uses the nonce, for a batch without calls', async () => {
    batch.calls = [];
    await expect(execute([city.north, city.river])).to.emit(city.account, 'CallsExecuted');
    batch.nonce = 1n;
    await expect(execute([city.north, city.river])).to.emit(city.account, 'CallsExecuted');
  });
});
