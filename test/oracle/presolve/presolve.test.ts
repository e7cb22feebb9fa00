import { expect } from 'chai';
import { energyOfBits, violationOf } from '../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, emptyModel, variablesOf } from '../../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { presolve } from '../../../oracle/presolve/presolve.ts';
import { expectCode } from '../../expect-code.ts';
import {
  leastConstrained,
  randomConstrainedModel,
  randomFullModel,
  randomIntegerModel,
  randomQuadraticModel,
} from '../random-constrained-model.fixture.ts';

/** A best sample of the smaller model, brought back. */
function bestRestored(model: ConstrainedModel): bigint | undefined {
  const presolved = presolve(model);
  const small = presolved.model;
  let best: bigint | undefined;
  for (let code = 0; code < 2 ** variablesOf(small); code++) {
    const bits = Array.from({ length: variablesOf(small) }, (_, at) => (code >> at) & 1);
    if (violationOf(small, bits) !== undefined) continue;
    const whole = presolved.restore(bits);
    expect(violationOf(model, whole), 'what is restored meets every rule').to.equal(undefined);
    const energy = energyOfBits(model, whole);
    expect(energyOfBits(small, bits)).to.equal(energy);
    if (best === undefined || energy < best) best = energy;
  }
  return best;
}

describe('presolve', () => {
  it('keeps the least energy of 400 random models of every kind, found by enumeration', () => {
    let smaller = 0;
    let infeasible = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const models = [randomConstrainedModel(seed), randomFullModel(seed), randomIntegerModel(seed)];
      for (const model of [...models, randomQuadraticModel(seed, 7, 9)]) {
        const least = leastConstrained(model);
        try {
          expect(bestRestored(model), `seed ${seed}`).to.equal(least);
          if (presolve(model).fixedBits > 0) smaller++;
        } catch (error) {
          if (!isNodeError(error, 'MODEL_INFEASIBLE')) throw error;
          expect(least, `seed ${seed}`).to.equal(undefined);
          infeasible++;
        }
      }
    }
    expect(smaller).to.be.greaterThan(20);
    expect(infeasible).to.be.greaterThan(0);
  });

  it('solves a model whose rules leave no choice', () => {
    const model: ConstrainedModel = {
      ...emptyModel,
      groups: [{ size: 2 }],
      binaries: 2,
      offset: 5n,
      quadratic: { rows: Int32Array.of(1, 2), columns: Int32Array.of(3, 2), weights: Int32Array.of(7, -2) },
      constraints: [
        { weights: [[0, 3]], sense: '<=', bound: 2n },
        {
          weights: [
            [1, 4],
            [3, -4],
          ],
          sense: '=',
          bound: 0n,
        },
      ],
    };
    const presolved = presolve(model);
    expect(presolved.fixedBits).to.equal(4);
    expect([...presolved.restore([0])]).to.deep.equal([0, 1, 1, 1]);
    expect(presolved.model.offset).to.equal(10n);
  });

  it('drops rows that say what others say', () => {
    const weights = [
      [0, 2],
      [1, 4],
      [2, -2],
    ] as const;
    const model: ConstrainedModel = {
      ...emptyModel,
      binaries: 3,
      quadratic: { rows: Int32Array.of(0, 0), columns: Int32Array.of(1, 2), weights: Int32Array.of(-3, 3) },
      constraints: [
        { weights, sense: '<=', bound: 5n },
        { weights: weights.map(([bit, weight]) => [bit, -weight] as const), sense: '>=', bound: -4n },
        { weights, sense: '<=', bound: 100n },
      ],
    };
    const { constraints } = presolve(model).model;
    expect(constraints.length).to.be.at.most(1);
  });

  it('refuses rules that contradict each other', () => {
    const row = {
      weights: [
        [0, 2],
        [1, 2],
      ],
      sense: '=',
      bound: 1n,
    } as const;
    expectCode('MODEL_INFEASIBLE', () => presolve({ ...emptyModel, binaries: 2, constraints: [row] }));
  });
});
