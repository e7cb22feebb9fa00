import { expect } from 'chai';
import { energyOfBits, violationOf } from '../../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, emptyModel } from '../../../../node/protocol/constrained-model.ts';
import { programValue } from '../../../../node/protocol/lowerings/integer-program.ts';
import { bitsOfProgram, lowerLinear } from '../../../../node/protocol/lowerings/linear.ts';
import { highs } from '../../../../oracle/linear/highs.ts';
import { solveProgram } from '../../../../oracle/linear/solve-program.ts';
import { expectCode } from '../../../expect-code.ts';
import {
  leastConstrained,
  randomConstrainedModel,
  randomFullModel,
  randomQuadraticModel,
} from '../../../oracle/random-constrained-model.fixture.ts';

describe('the integer program of a model', () => {
  it('has the least energy of random models of every kind, found by enumeration, and its samples', async () => {
    const engine = await highs();
    let solved = 0;
    for (let seed = 1; seed <= 40; seed++) {
      for (const model of [randomConstrainedModel(seed), randomFullModel(seed), randomQuadraticModel(seed, 8)]) {
        const lowering = lowerLinear(model);
        const { values, claim } = solveProgram(engine, lowering.program, { timeLimit: 20 });
        const least = leastConstrained(model);
        if (values === undefined) {
          expect(claim, `seed ${seed}`).to.equal('infeasible');
          expect(least, `seed ${seed}`).to.equal(undefined);
          continue;
        }
        const bits = bitsOfProgram(lowering, values);
        expect(violationOf(model, bits), `seed ${seed}`).to.equal(undefined);
        expect(energyOfBits(model, bits)).to.equal(least);
        expect(programValue(lowering.program, values)).to.equal(least);
        solved++;
      }
    }
    expect(solved).to.be.greaterThan(80);
  });

  it('has one variable for an integer whose bits stand together, and its range as bounds', () => {
    const model: ConstrainedModel = {
      ...emptyModel,
      integers: [{ lower: 5, upper: 9 }],
      constraints: [{ weights: [[0, 3], [1, 6], [2, 12]], sense: '<=', bound: 7n }],
    };
    const { program } = lowerLinear(model);
    expect(program.rows).to.deep.equal([{ weights: [[0, 3]], sense: '<=', bound: 7n }]);
    expect(program.upper).to.deep.equal([4, 0, 0]);
  });

  it('refuses a load of too many values, naming the term', () => {
    const weights = Array.from({ length: 14 }, (_, at) => [at, 3 ** at] as const);
    const model: ConstrainedModel = {
      ...emptyModel,
      binaries: 14,
      terms: [{ base: 0n, weights, coefficients: [0n, 0n, 0n, 1n] }],
    };
    expectCode('MODEL_NOT_LINEAR', () => lowerLinear(model));
  });
});
