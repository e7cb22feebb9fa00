import { expect } from 'chai';
import { evaluate } from '../../../../../node/protocol/polynomial.ts';
import { shareOf } from '../../../../../node/protocol/problems/routes/guided-groups.ts';
import {
  costScale,
  energyDivisor,
  linkPolynomial,
  marginalCost,
  timeCost,
} from '../../../../../node/protocol/problems/routes/travel-time.ts';

const link = { id: 1, from: 1, to: 2, capacity: 25_900, freeFlowTime: 6 };
const polynomial = linkPolynomial(link);

describe("a link's travel time", () => {
  it('is free-flow time x (1 + 0.15 (load / capacity)^4), with the last coefficient to the nearest whole', () => {
    const [constant, linear, ...rest] = polynomial;
    expect([constant, linear, ...rest.slice(0, 3)]).to.deep.equal([0n, 6n * energyDivisor, 0n, 0n, 0n]);
    const exact = 15n * 6n * energyDivisor;
    const error = (rest[3] ?? 0n) * 100n * 25_900n ** 4n - exact;
    expect(2n * (error < 0n ? -error : error) <= 100n * 25_900n ** 4n).to.equal(true);
  });

  it('is 15 % longer at capacity, for the driver; 75 % for everybody together', () => {
    expect(timeCost(polynomial, 25_900) / costScale).to.be.closeTo(6 * 1.15, 1e-5);
    expect(marginalCost(polynomial, 25_900) / costScale).to.be.closeTo(6 * 1.75, 1e-5);
  });

  it('is a whole cost that never passes 2^40, however absurd the load', () => {
    const absurd = linkPolynomial({ ...link, capacity: 1, freeFlowTime: 10_000_000 });
    expect(timeCost(absurd, 10_000_000)).to.equal(2 ** 40);
    expect(Number.isInteger(timeCost(polynomial, 1234))).to.equal(true);
  });

  it('adds up to an energy that fits int256 at the largest loads a document may hold', () => {
    const largest = linkPolynomial({ ...link, capacity: 1, freeFlowTime: 10_000_000 });
    const energy = 20_000n * evaluate(largest, 20_000_000n);
    expect(BigInt.asIntN(256, energy)).to.equal(energy);
  });
});

describe('a share of vehicles', () => {
  it('is to the nearest whole, halves up', () => {
    expect([shareOf(100, 200), shareOf(5, 100), shareOf(4, 100), shareOf(3, 500), shareOf(0, 999)]).to.deep.equal([
      20, 1, 0, 2, 0,
    ]);
  });
});
