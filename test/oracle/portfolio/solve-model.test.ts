import { expect } from 'chai';
import { checkConstrainedCertificate } from '../../../node/protocol/certificates/check.ts';
import { scoreConstrained } from '../../../node/protocol/constrained-energy.ts';
import { type SolveModelOptions, solveModel } from '../../../oracle/portfolio/solve-model.ts';
import { expectRejection } from '../../expect-code.ts';
import { leastConstrained, randomConstrainedModel, randomQuadraticModel } from '../random-constrained-model.fixture.ts';

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
    for (let seed = 1; seed <= 8; seed++) {
      const constrained = randomConstrainedModel(seed);
      const least = leastConstrained(constrained);
      if (least === undefined) continue;
      const { energy, optimality } = await solveModel(constrained, options);
      expect(energy, `seed ${seed}`).to.equal(least);
      expect(optimality).to.equal('proven');
      solved++;
    }
    expect(solved).to.be.greaterThan(3);
  });

  it('stops in time, and at a target', async () => {
    const timed = await solveModel(model, { seed: 1, threads: 2, seconds: 1 });
    expect(['time', 'optimum']).to.include(timed.stoppedBy);
    const { stoppedBy } = await solveModel(model, { ...options, epochs: 50, target: timed.energy });
    expect(['target', 'optimum']).to.include(stoppedBy);
  });

  it('refuses a model that no sample meets, and terms of degree above 2', async () => {
    const impossible = [{ weights: [[0, 1]], sense: '>=', bound: 2n }] as const;
    await expectRejection('MODEL_INFEASIBLE', solveModel({ ...model, constraints: impossible }, options));
    const cubic = [{ base: 0n, weights: [[0, 1]], coefficients: [0n, 0n, 0n, 1n] }] as const;
    await expectRejection('MODEL_NOT_QUADRATIC', solveModel({ ...model, terms: cubic }, options));
    const together = [
      {
        weights: [
          [0, 1],
          [1, 1],
        ],
        sense: '>=',
        bound: 2n,
      },
      {
        weights: [
          [0, 1],
          [1, 1],
        ],
        sense: '<=',
        bound: 1n,
      },
    ] as const;
    await expectRejection('SOLVING_FOUND_NONE', solveModel({ ...model, constraints: together }, options));
  });
});
