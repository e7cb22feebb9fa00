import { expect } from 'chai';
import { spinForm } from '../../../node/protocol/certificates/spin-form.ts';
import type { ConstrainedModel } from '../../../node/protocol/constrained-model.ts';
import { QuadraticSum } from '../../../node/protocol/quadratic-terms.ts';
import { brokenTriangles, brokenWalks } from '../../../oracle/bounds/cycles.ts';
import { estimateLeastEigenvalue } from '../../../oracle/bounds/least-eigenvalue.ts';
import { mix, mixingState, spinRows } from '../../../oracle/bounds/mixing-method.ts';
import { proveBounds } from '../../../oracle/bounds/prove-bound.ts';
import { randomQuadraticModel } from '../random-constrained-model.fixture.ts';

/** Max-cut of a ring: energy = -cut. */
function ring(size: number): ConstrainedModel {
  const sum = new QuadraticSum();
  for (let at = 0; at < size; at++) {
    const next = (at + 1) % size;
    sum.add(at, next, 2).add(at, at, -1).add(next, next, -1);
  }
  return { ...randomQuadraticModel(1), offset: 0n, binaries: size, quadratic: sum.terms() };
}

function mixed(size: number) {
  const rows = spinRows(spinForm(ring(size)));
  const state = mixingState(size);
  mix(rows, state, { mostSweeps: 5000, tolerance: 1e-12 });
  return { rows, state };
}

describe('the mixing method', () => {
  it('comes to the known semidefinite bound of odd rings: n cos^2(pi / 2n) edges', () => {
    for (const size of [5, 7, 25]) {
      const { state } = mixed(size);
      const cut = size / 2 + state.lengths.reduce((sum, length) => sum + length, 0) / 8;
      expect(cut).to.be.closeTo(size * Math.cos(Math.PI / (2 * size)) ** 2, 1e-4);
    }
  });

  it('leaves a matrix whose least eigenvalue is nearly 0', () => {
    const { rows, state } = mixed(25);
    expect(estimateLeastEigenvalue(rows, state.lengths, 100)).to.be.closeTo(0, 1e-3);
    expect(
      estimateLeastEigenvalue(
        rows,
        state.lengths.map((length) => length + 3),
        100,
      ),
    ).to.be.closeTo(3, 1e-3);
  });
});

describe('the search for broken cycles', () => {
  it('finds the one odd walk around an odd ring, and none around an even one', () => {
    const odd = mixed(25);
    const [walk] = brokenWalks(odd.rows, odd.state);
    expect([...(walk?.spins ?? [])].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 25 }, (_, at) => at));
    expect(walk?.signs.filter((sign) => sign === 1)).to.have.length(25);
    const even = mixed(24);
    expect(brokenWalks(even.rows, even.state)).to.deep.equal([]);
  });

  it('finds the triangle of a ring of three', () => {
    const { state } = mixed(3);
    const [triangle] = brokenTriangles(3, state, 10);
    expect(triangle?.signs).to.deep.equal([1, 1, 1]);
    expect(triangle?.violation).to.be.closeTo(0.5, 1e-3);
  });
});

describe('the bounds of a model', () => {
  const all = async (model: ConstrainedModel) => {
    const bounds = [];
    for await (const proven of proveBounds(model)) bounds.push(proven);
    return bounds;
  };

  it('close the gap of an odd ring with its one cycle', async () => {
    const bounds = await all(ring(41));
    expect(bounds.map(({ certificate }) => certificate.kind)).to.include('cycle-shift/1');
    expect(bounds.at(-1)?.bound).to.equal(-40n);
  });

  it('rise from the diagonal shift to the cycles', async () => {
    const [first, ...more] = (await all(randomQuadraticModel(5, 60))).map(({ bound }) => bound);
    expect(more.length).to.be.greaterThan(0);
    for (const bound of more) expect(first !== undefined && bound > first).to.equal(true);
  });
});
