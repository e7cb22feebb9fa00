import { expect } from 'chai';
import { clockJumpSeconds, createBlockClock, leadLimitSeconds } from '../../../node/chain/block-clock.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { countingCall } from './calls.ts';
import { counterDeployment } from './counter.ts';
import { refusal } from './errors.ts';
import { createTestClock, startTestChain } from './fixture.ts';

const hour = 3600;

describe('block time', () => {
  it('is the clock, or one second after the parent', () => {
    const clock = createBlockClock({ clock: () => 1000 });
    expect(clock.next(900)).to.equal(1000);
    expect(clock.next(1000)).to.equal(1001);
    expect(clock.next(1005)).to.equal(1006);
  });

  it('is pushed at most a minute ahead by load, then stays where it is', () => {
    const clock = createBlockClock({ clock: () => 1000 });
    let parent = 1000;
    for (let block = 0; block < 500; block += 1) parent = clock.next(parent);
    expect(parent).to.equal(1000 + leadLimitSeconds);
  });

  it('neither goes back nor runs on while the clock shows an hour too little', () => {
    const clock = createBlockClock({ clock: () => 10_000 - hour });
    expect(clock.next(10_000)).to.equal(10_000);
  });

  it('refuses a clock that gained an hour in a second, and takes it back when it is right again', () => {
    let wall = 1000;
    const clock = createBlockClock({ clock: () => wall, monotonic: () => 5 });
    expect(clock.next(900)).to.equal(1000);
    wall += hour;
    try {
      clock.next(1000);
      expect.fail('an hour ahead was accepted');
    } catch (error) {
      expect(isNodeError(error, 'CLOCK_JUMPED')).to.equal(true);
    }
    wall -= hour - clockJumpSeconds;
    expect(clock.next(1000)).to.equal(wall);
  });

  it('guards the chain: an hour ahead writes nothing, reads go on, and a right clock writes again', async () => {
    const clock = createTestClock();
    const options = { deployment: counterDeployment, clock: clock.now, monotonic: () => 0 };
    const test = await startTestChain(options);
    try {
      clock.advance(hour);
      const raw = await countingCall(1);
      const error = await refusal(test.chain.sendRawTransaction(raw), 'CLOCK_JUMPED');
      expect(error.details.gainedSeconds).to.equal(hour);
      expect(test.chain.status()).to.include({ headNumber: 1, trouble: 'CLOCK_JUMPED' });
      expect(await test.chain.request('eth_blockNumber', [])).to.equal('0x1');

      clock.advance(-hour);
      expect((await test.chain.sendRawTransaction(raw)).status).to.equal('success');
    } finally {
      await test.remove();
    }
  });

  it('says how far ahead of the clock the chain is, and goes on under one set back an hour', async () => {
    const test = await startTestChain({ deployment: counterDeployment });
    try {
      await test.chain.sendRawTransaction(await countingCall(1));
      test.clock.advance(-hour);
      const ahead = test.chain.status().aheadSeconds;
      await test.chain.sendRawTransaction(await countingCall(2));
      expect(ahead).to.equal(hour);
      expect(test.chain.status().aheadSeconds).to.equal(ahead);
      await (await test.restart()).chain.stop();
    } finally {
      await test.remove();
    }
  });
});
