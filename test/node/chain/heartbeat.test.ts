import { expect } from 'chai';
import { type Heartbeat, startHeartbeat } from '../../../node/chain/heartbeat.ts';
import { countingCall } from './calls.ts';
import { counterDeployment } from './counter.ts';
import { startTestChain, type TestChain } from './fixture.ts';

describe('the heartbeat', () => {
  let test: TestChain;
  let heartbeat: Heartbeat;

  beforeEach(async () => {
    test = await startTestChain({ deployment: counterDeployment });
    heartbeat = startHeartbeat({ chain: test.chain, clock: test.clock.now, intervalMilliseconds: 5 });
  });
  afterEach(async () => {
    heartbeat.stop();
    await test.remove();
  });

  it('seals one block when a deadline has come, and none before', async () => {
    const sealed = new Promise<number>((resolve) => test.chain.onBlock((block) => resolve(block.timestamp)));
    const due = test.clock.now() + 100;
    heartbeat.schedule(due);
    heartbeat.schedule(due);
    expect(test.chain.status().headNumber).to.equal(1);
    test.clock.advance(100);
    expect(await sealed).to.equal(due);
    expect(test.chain.status().headNumber).to.equal(2);
  });

  it('is content with a block that came by itself', async () => {
    heartbeat.stop();
    const sealed: number[] = [];
    const chain = { advance: () => test.chain.advance(), onBlock: test.chain.onBlock.bind(test.chain) };
    heartbeat = startHeartbeat({ chain, clock: test.clock.now, intervalMilliseconds: 5 });
    heartbeat.schedule(test.clock.now());
    test.chain.onBlock((block) => sealed.push(block.number));
    await test.chain.sendRawTransaction(await countingCall(1));
    await test.chain.sendRawTransaction(await countingCall(2));
    expect(sealed.length).to.be.within(2, 3);
  });
});
