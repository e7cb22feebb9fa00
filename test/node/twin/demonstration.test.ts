import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { siouxFallsNetwork, siouxFallsTrips, takeSnapshot } from '../../../node/twin/demonstration.ts';
import { sharedFile } from '../../skip.ts';

function rowsOf(file: string): number[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\s*\d/.test(line))
    .map((line) => line.trim().split(/\s+/).map(Number));
}

describe('the demonstration city', () => {
  it('has 24 nodes, 76 roads, 528 pairs and 360,600 trips', () => {
    expect(siouxFallsNetwork.nodes).to.have.length(24);
    expect(siouxFallsNetwork.links).to.have.length(76);
    expect(siouxFallsTrips.trips).to.have.length(528);
    expect(siouxFallsTrips.trips.reduce((sum, [, , count]) => sum + count, 0)).to.equal(360_600);
  });

  it('has a road back for every road, and no two nodes in one place', () => {
    const roads = new Set(siouxFallsNetwork.links.map(({ from, to }) => `${from}-${to}`));
    for (const { from, to } of siouxFallsNetwork.links) expect(roads.has(`${to}-${from}`)).to.equal(true);
    expect(new Set(siouxFallsNetwork.nodes.map(({ x, y }) => `${x},${y}`)).size).to.equal(24);
  });

  it('has the roads of the published table', function () {
    const rows = rowsOf(sharedFile(this, 'data/tntp/SiouxFalls_net.tntp'));
    expect(rows).to.have.length(76);
    for (const [index, [from, to, capacity = 0, , freeFlowTime]] of rows.entries()) {
      const link = siouxFallsNetwork.links[index];
      expect(link).to.deep.equal({ id: index + 1, from, to, capacity: Math.round(capacity), freeFlowTime });
    }
  });

  it('has the trips of the published table', function () {
    const text = readFileSync(sharedFile(this, 'data/tntp/SiouxFalls_trips.tntp'), 'utf8');
    const published = text
      .split('Origin')
      .slice(1)
      .flatMap((block) => {
        const from = Number.parseInt(block, 10);
        return [...block.matchAll(/(\d+) *: *([\d.]+);/g)].map(([, to, count]) => [from, Number(to), Number(count)]);
      });
    const trips = published.filter(([, , count]) => count !== 0);
    expect(trips).to.have.length(528);
    expect(siouxFallsTrips.trips).to.deep.equal(trips);
  });

  it('has the published equilibrium flows within a thousandth', function () {
    const rows = rowsOf(sharedFile(this, 'data/tntp/SiouxFalls_flow.tntp'));
    const { flows } = takeSnapshot(() => 0).content.flows;
    expect(rows).to.have.length(76);
    for (const [index, [, , volume = 0]] of rows.entries()) expect((flows[index] ?? 0) / volume).to.be.closeTo(1, 1e-3);
  });

  it("has the published optimum of Beckmann's objective, 42.3133529, within the rounding of capacities", () => {
    const { network, flows } = takeSnapshot(() => 0).content;
    const objective = network.links.reduce((sum, { freeFlowTime, capacity }, index) => {
      const flow = flows.flows[index] ?? 0;
      return sum + freeFlowTime * flow * (1 + 0.03 * (flow / capacity) ** 4);
    }, 0);
    expect(objective / 1e5 / 42.31335287).to.be.closeTo(1, 2e-5);
  });

  it('says when it was taken and that it is simulated, and is the same at the same time', () => {
    const { content, cid } = takeSnapshot(() => 1_790_000_000.7);
    expect(content.takenAt).to.equal(1_790_000_000);
    expect(content.simulated).to.equal(true);
    expect(takeSnapshot(() => 1_790_000_000).cid).to.equal(cid);
  });
});
