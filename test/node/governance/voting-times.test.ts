import { expect } from 'chai';
import { votingTimes } from '../../../node/governance/voting-times.ts';

describe('the times at which a vote changes its state', () => {
  it('are just after its timepoint and its end, and when its timelock ends', () => {
    const open = [
      { voteStart: 100, voteEnd: 130, eta: undefined },
      { voteStart: 50, voteEnd: 90, eta: 140 },
    ];
    expect(votingTimes(open, 0)).to.deep.equal([101, 131, 51, 91, 140]);
    expect(votingTimes(open, 131)).to.deep.equal([140]);
  });
});
