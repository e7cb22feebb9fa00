import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { FollowedBlock } from '../../../node/chain/followed-block.ts';
import { type Follower, followEvents } from '../../../node/chain/follower.ts';
import { countingCall } from './calls.ts';
import { counterDeployment } from './counter.ts';
import { refusal } from './errors.ts';
import { startTestChain, type TestChain } from './fixture.ts';

describe('a follower of events', () => {
  let test: TestChain;
  let database: DatabaseSync;
  let follower: Follower | undefined;

  beforeEach(async () => {
    test = await startTestChain({ deployment: counterDeployment });
    database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE seen (block INTEGER, data TEXT)');
  });
  afterEach(async () => {
    await follower?.stop();
    database.close();
    await test.remove();
  });

  const seen = () =>
    database
      .prepare('SELECT block, data FROM seen ORDER BY rowid')
      .all()
      .map((row) => Number(row.block));

  function apply(block: FollowedBlock): void {
    for (const transaction of block.transactions) {
      for (const log of transaction.logs) {
        database.prepare('INSERT INTO seen VALUES (?, ?)').run(block.number, log.data);
      }
    }
  }

  function follow(changes: { apply?: (block: FollowedBlock) => void; log?: () => void } = {}): Follower {
    const reset = () => void database.exec('DELETE FROM seen');
    follower = followEvents({ chain: test.chain, database, apply, reset, ...changes });
    return follower;
  }

  const send = async (nonce: number) => test.chain.sendRawTransaction(await countingCall(nonce));

  it('applies what was there before it and what comes after, each block once and in order', async () => {
    for (const nonce of [1, 2]) await send(nonce);
    const following = follow();
    await following.reached(3);
    for (const nonce of [3, 4]) await send(nonce);
    await following.reached(5);
    expect(seen()).to.deep.equal([2, 3, 4, 5]);
    expect(following.position()).to.equal(5);
  });

  it('goes on where it was after a restart, without applying anything twice', async () => {
    for (const nonce of [1, 2]) await send(nonce);
    await follow().reached(3);
    await follower?.stop();
    await send(3);
    await follow().reached(4);
    expect(seen()).to.deep.equal([2, 3, 4]);
  });

  it('keeps nothing of a block whose writing failed half way, and tries it again', async () => {
    await send(1);
    let failures = 0;
    const failing = (block: FollowedBlock) => {
      apply(block);
      if (block.number === 2 && failures === 0) {
        failures += 1;
        throw new Error('disk full');
      }
    };
    const following = follow({ apply: failing });
    await following.reached(2);
    expect(failures).to.equal(1);
    expect(seen()).to.deep.equal([2]);
  });

  it('reads everything again when the chain turns out to be another one', async () => {
    for (const nonce of [1, 2]) await send(nonce);
    await follow().reached(3);
    await follower?.stop();
    await test.remove();

    test = await startTestChain({ deployment: counterDeployment });
    test.clock.advance(50);
    for (const nonce of [1, 2, 3]) await send(nonce);
    await follow().reached(4);
    expect(seen()).to.deep.equal([2, 3, 4]);

    await follower?.stop();
    await test.remove();
    test = await startTestChain({ deployment: counterDeployment });
    test.clock.advance(77);
    for (const nonce of [1, 2, 3]) await send(nonce);
    const known = seen();
    database.exec('DELETE FROM seen');
    await follow().reached(4);
    await send(4);
    await follower?.reached(5);
    expect(seen()).to.deep.equal([...known, 5]);

    await follower?.stop();
    await test.remove();
    test = await startTestChain({ deployment: counterDeployment });
    const following = follow();
    await send(1);
    await following.reached(2);
    expect(seen()).to.deep.equal([2]);
  });

  it('lets nobody wait for ever when it stops', async () => {
    const waiting = refusal(follow().reached(99), 'FOLLOWER_STOPPED');
    await follower?.stop();
    await waiting;
  });

  it('gives times, calldata and gas with the events', async () => {
    const blocks: FollowedBlock[] = [];
    const raw = await send(1);
    await follow({ apply: (block) => void blocks.push(block) }).reached(2);
    const [transaction] = blocks[1]?.transactions ?? [];
    expect(transaction?.hash).to.equal(raw.transactionHash);
    expect(transaction?.gasUsed).to.equal(Number(raw.gasUsed));
    expect(transaction?.input).to.match(/01$/);
    expect(blocks[1]?.timestamp).to.equal(test.clock.now());
  });
});
