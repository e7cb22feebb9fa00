import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createFeed } from '../../../node/gateway/feed.ts';

describe('the feed of changes', () => {
  it('tells what changed after a sequence, of each thing only the last change', () => {
    const feed = createFeed(new DatabaseSync(':memory:'));
    feed.decisionChanged(1);
    feed.callChanged('0xab');
    feed.decisionChanged(2);
    feed.decisionChanged(1);
    feed.proposalChanged('77');
    expect(feed.after(0, 10)).to.deep.equal([
      { sequence: 2, call: '0xab' },
      { sequence: 3, decision: 2 },
      { sequence: 4, decision: 1 },
      { sequence: 5, proposal: '77' },
    ]);
    expect(feed.after(4, 10)).to.deep.equal([{ sequence: 5, proposal: '77' }]);
    expect(feed.lastSequence()).to.equal(5);
  });

  it('wakes listeners until they stop listening', () => {
    const feed = createFeed(new DatabaseSync(':memory:'));
    const heard: (number | undefined)[] = [];
    const stop = feed.listen((block) => heard.push(block?.number));
    feed.ring();
    feed.ring({ number: 3, hash: '0x', timestamp: 1 });
    stop();
    feed.ring();
    expect(heard).to.deep.equal([undefined, 3]);
  });
});
