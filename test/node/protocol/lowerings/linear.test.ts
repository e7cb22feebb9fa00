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
  randomIntegerModel,
  randomQuadraticModel,
} from '../../../oracle/random-constrained-model.fixture.ts';

describe('the integer program of a model', () => {
  it('has the least energy of random models of every kind, found by enumeration, and its samples', async () => {
    const engine = await highs();
    let solved = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const models = [randomConstrainedModel(seed), randomFullModel(seed), randomIntegerModel(seed)];
      for (const model of [...models, randomQuadraticModel(seed, 8)]) {
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
      constraints: [
        {
          weights: [
            [0, 3],
            [1, 6],
            [2, 12],
          ],
          sense: '<=',
          bound: 7n,
        },
      ],
    };
    const { program } = lowerLinear(model);
    expect(program.rows).to.deep.equal([{ weights: [[0, 3]], sense: '<=', bound: 7n }]);
    expect(program.upper).to.deep.equal([4, 0, 0]);
  });

  it('keeps the bits of an integer apart where a sum takes only some of them', () => {
    const integers = [{ lower: 0, upper: 7 }];
    const sums = [
      [
        [0, 1],
        [2, 4],
      ],
      [
        [1, 2],
        [2, 4],
      ],
      [
        [0, 1],
        [1, 2],
      ],
      [
        [0, 1],
        [1, 2],
        [2, 5],
      ],
      [[1, 2]],
    ] as const;
    for (const weights of sums) {
      const model: ConstrainedModel = { ...emptyModel, integers, constraints: [{ weights, sense: '<=', bound: 5n }] };
      expect(lowerLinear(model).program.upper).to.deep.equal([1, 1, 1]);
    }
    expect(sums.length).to.equal(5);
  });

  it('lets an integer in a polynomial take each of its values', async () => {
    const engine = await highs();
    for (let target = -2; target <= 9; target++) {
      const model: ConstrainedModel = {
        ...emptyModel,
        binaries: 1,
        integers: [{ lower: 1, upper: 6 }],
        // (2 integer + bit - target)^2
        terms: [
          {
            base: BigInt(2 - target),
            weights: [
              [0, 1],
              [1, 2],
              [2, 4],
              [3, 8],
            ],
            coefficients: [0n, 0n, 1n],
          },
        ],
      };
      const lowering = lowerLinear(model);
      expect(lowering.program.upper.slice(0, 4)).to.deep.equal([1, 5, 0, 0]);
      const { values } = solveProgram(engine, lowering.program, { timeLimit: 20 });
      const bits = bitsOfProgram(lowering, values ?? []);
      expect(energyOfBits(model, bits), `target ${target}`).to.equal(leastConstrained(model));
    }
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
