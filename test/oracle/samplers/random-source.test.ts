import { expect } from 'chai';
import { below, randomSource, xoshiro128 } from '../../../oracle/samplers/random-source.ts';

describe('the random source', () => {
  it('gives the numbers of the xoshiro128** reference from the state 1, 2, 3, 4', () => {
    const random = xoshiro128([1, 2, 3, 4]);
    const expected = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ];
    expect(expected.map(() => random())).to.deep.equal(expected);
  });

  it('gives other numbers for another seed, and the same for the same', () => {
    const first = (seed: number) => Array.from({ length: 4 }, randomSource(seed));
    expect(first(1)).to.deep.equal(first(1));
    expect(first(1)).to.not.deep.equal(first(2));
  });

  it('picks every number below a limit about equally often', () => {
    const random = randomSource(4);
    const counts = new Array(6).fill(0);
    for (let draw = 0; draw < 60_000; draw++) counts[below(random, 6)]++;
    for (const count of counts) expect(count).to.be.within(9_600, 10_400);
  });
});
