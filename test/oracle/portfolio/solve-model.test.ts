import { expect } from 'chai';
import { checkConstrainedCertificate } from '../../../node/protocol/certificates/check.ts';
import { scoreConstrained } from '../../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel } from '../../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { solveModel } from '../../../oracle/portfolio/solve-model.ts';
import type { SolveModelOptions } from '../../../oracle/portfolio/solved-model.ts';
import {
  leastConstrained,
  randomConstrainedModel,
  randomFullModel,
  randomQuadraticModel,
} from '../random-constrained-model.fixture.ts';

describe('solving a model', function () {
  this.timeout(30_000);
  const model = randomQuadraticModel(5, 60);
  const options: SolveModelOptions = { seed: 1, threads: 2, epochs: 3 };

  it('gives a sample with its exact energy and a bound with its certificate', async () => {
    const { sample, energy, bound, certificate, optimality } = await solveModel(model, options);
    expect(scoreConstrained(model, sample)).to.equal(energy);
    expect(checkConstrainedCertificate(model, certificate)).to.equal(bound);
    expect(bound <= energy).to.equal(true);
    expect(optimality).to.equal(energy === bound ? 'proven' : 'open');
  });

  it('gives the same sample for the same seed, threads and epochs', async () => {
    const [first, second] = [await solveModel(model, options), await solveModel(model, options)];
    expect(second.sample).to.deep.equal(first.sample);
    expect(second.attribution).to.deep.equal(first.attribution);
  });

  it('meets groups, polynomials and constraints, at the optimum that enumeration proves', async () => {
    let solved = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const constrained = randomConstrainedModel(seed);
      const least = leastConstrained(constrained);
      if (least === undefined) continue;
      const { energy, optimality } = await solveModel(constrained, { ...options, epochs: 1 });
      expect(energy, `seed ${seed}`).to.equal(least);
      expect(optimality).to.equal('proven');
      solved++;
    }
    expect(solved).to.be.greaterThan(2);
  });

  it('stops in time, and at a target', async () => {
    const timed = await solveModel(model, { seed: 1, threads: 2, seconds: 1 });
    expect(['time', 'optimum']).to.include(timed.stoppedBy);
    const { stoppedBy } = await solveModel(model, { ...options, epochs: 50, target: timed.energy });
    expect(['target', 'optimum']).to.include(stoppedBy);
  });

  it('takes terms of any degree', async () => {
    const small = randomQuadraticModel(3, 12);
    const cubic = {
      ...small,
      terms: [
        {
          base: 0n,
          weights: [
            [0, 1],
            [3, -2],
          ] as const,
          coefficients: [0n, 0n, 0n, 1n],
        },
      ],
    };
    const { energy, optimality } = await solveModel(cubic, options);
    expect(energy).to.equal(leastConstrained(cubic));
    expect(optimality).to.equal('proven');
  });

  it('has HiGHS alone solve a model, and says what of it is proven', async () => {
    const constrained = randomFullModel(4);
    const solved = await solveModel(constrained, { seed: 1, threads: 1, only: 'highs', seconds: 20 });
    expect(solved.energy).to.equal(leastConstrained(constrained));
    expect(['proven', 'claimed']).to.include(solved.optimality);
    expect(solved.attribution.map(({ component }) => component)).to.include('highs');
  });

  it('refuses a model that no sample meets, with rules of which none can be spared', async () => {
    const sum = [
      [0, 1],
      [1, 1],
    ] as const;
    const together: ConstrainedModel = {
      ...randomQuadraticModel(3, 30),
      constraints: [
        { weights: sum, sense: '>=', bound: 2n },
        { weights: [[2, 1]], sense: '>=', bound: 0n },
        { weights: sum, sense: '<=', bound: 1n },
      ],
    };
    const error = await solveModel(together, options).catch((reason: unknown) => reason);
    if (!isNodeError(error, 'MODEL_INFEASIBLE')) throw error;
    expect(error.details).to.include({ conflict: 'constraint 0, constraint 2', status: 'proven' });
  });
});
