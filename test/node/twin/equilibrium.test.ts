import { expect } from 'chai';
import { siouxFallsNetwork, siouxFallsTrips } from '../../../node/twin/demonstration.ts';
import { type AssignmentProblem, findEquilibrium } from '../../../node/twin/equilibrium.ts';
import { expectCode } from '../../expect-code.ts';

const effort = { targetGap: 1e-9, mostIterations: 200 };
const siouxFalls: AssignmentProblem = {
  nodeCount: 24,
  links: siouxFallsNetwork.links.map((link) => ({ ...link, from: link.from - 1, to: link.to - 1 })),
  trips: siouxFallsTrips.trips.map(([from, to, count]) => ({ from: from - 1, to: to - 1, count })),
};

/** Two equal roads and one that nobody would take. */
const twoRoads: AssignmentProblem = {
  nodeCount: 2,
  links: [
    { from: 0, to: 1, freeFlowTime: 10, capacity: 100 },
    { from: 0, to: 1, freeFlowTime: 10, capacity: 100 },
    { from: 0, to: 1, freeFlowTime: 1000, capacity: 100 },
  ],
  trips: [{ from: 0, to: 1, count: 300 }],
};

describe('user equilibrium', () => {
  it('is reached on the demonstration city to a relative gap of 1e-6 and better', () => {
    const { relativeGap, iterations } = findEquilibrium(siouxFalls, effort);
    expect(relativeGap).to.be.within(-1e-12, 1e-9);
    expect(iterations).to.be.lessThan(100);
  });

  it('keeps every vehicle: what enters a node leaves it or ends there', () => {
    const { flows } = findEquilibrium(siouxFalls, effort);
    for (let node = 0; node < siouxFalls.nodeCount; node++) {
      let balance = 0;
      for (const [index, { from, to }] of siouxFalls.links.entries()) {
        balance += (to === node ? 1 : 0) * (flows[index] ?? 0) - (from === node ? 1 : 0) * (flows[index] ?? 0);
      }
      for (const { from, to, count } of siouxFalls.trips)
        balance += (from === node ? count : 0) - (to === node ? count : 0);
      expect(balance).to.be.closeTo(0, 1e-6);
    }
  });

  it('splits vehicles evenly between two equal roads and leaves a slow one empty', () => {
    const { flows } = findEquilibrium(twoRoads, effort);
    expect(flows[0]).to.be.closeTo(150, 1e-6);
    expect(flows[1]).to.be.closeTo(150, 1e-6);
    expect(flows[2]).to.equal(0);
  });

  it('gives the same flows, bit for bit, twice', () => {
    expect(findEquilibrium(siouxFalls, effort).flows).to.deep.equal(findEquilibrium(siouxFalls, effort).flows);
  });

  it('is refused where no road leads', () => {
    const trips = [{ from: 1, to: 0, count: 1 }];
    expectCode('NETWORK_DISCONNECTED', () => findEquilibrium({ ...twoRoads, trips }, effort));
  });
});
