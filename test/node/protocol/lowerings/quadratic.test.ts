import { expect } from 'chai';
import { energyOfBits, violationOf } from '../../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, variablesOf } from '../../../../node/protocol/constrained-model.ts';
import { lowerToQuadratic } from '../../../../node/protocol/lowerings/quadratic.ts';
import { expectCode } from '../../../expect-code.ts';
import {
  leastConstrained,
  randomConstrainedModel,
  randomQuadraticModel,
} from '../../../oracle/random-constrained-model.fixture.ts';

/** All least assignments of a lowered model, by enumeration of flips in Gray code. */
function leastBits(model: ConstrainedModel): { energy: bigint; all: number[][] } {
  const variables = variablesOf(model);
  const { rows, columns, weights } = model.quadratic;
  const matrix = Array.from({ length: variables }, () => new Float64Array(variables));
  for (let at = 0; at < weights.length; at++) {
    const [row = 0, column = 0, weight = 0] = [rows[at], columns[at], weights[at]];
    for (const [a, b] of [
      [row, column],
      [column, row],
    ] as const)
      (matrix[a] ?? [])[b] = weight;
  }
  const bits = new Array<number>(variables).fill(0);
  let energy = 0;
  let least = 0;
  let all = [[...bits]];
  for (let step = 1; step < 2 ** variables; step++) {
    const flipped = 31 - Math.clz32(step & -step);
    const row = matrix[flipped] ?? [];
    const rest = bits.reduce((sum, bit, at) => (at !== flipped && bit === 1 ? sum + (row[at] ?? 0) : sum), 0);
    energy += ((row[flipped] ?? 0) + rest) * (bits[flipped] === 1 ? -1 : 1);
    bits[flipped] = 1 - (bits[flipped] ?? 0);
    if (energy < least) all = [];
    if (energy <= least) all.push([...bits]);
    least = Math.min(least, energy);
  }
  return { energy: BigInt(least) + model.offset, all };
}

describe('the lowering to QUBO', () => {
  it('has the least samples of the model as its own, and no others, in random models by enumeration', () => {
    let feasible = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const model = randomConstrainedModel(seed);
      const least = leastConstrained(model);
      if (least === undefined) continue;
      const lowered = lowerToQuadratic(model);
      if (variablesOf(lowered.model) > 17) continue;
      feasible++;
      const found = leastBits(lowered.model);
      expect(found.energy, `seed ${seed}`).to.equal(least);
      for (const bits of found.all) {
        expect(violationOf(model, bits), `seed ${seed}`).to.equal(undefined);
        expect(energyOfBits(model, bits)).to.equal(least);
      }
    }
    expect(feasible).to.be.greaterThan(20);
  });

  it('derives a smaller penalty for a group that shares no variable with a constraint', () => {
    const model: ConstrainedModel = {
      ...randomQuadraticModel(3, 12),
      groups: [{ size: 3 }, { size: 3 }],
      binaries: 6,
      constraints: [
        {
          weights: [
            [4, 1],
            [7, 1],
          ],
          sense: '<=',
          bound: 1n,
        },
      ],
    };
    const [alone = 0, shared = 0, constraint = 0] = lowerToQuadratic(model).penalties;
    expect(alone).to.be.lessThan(shared);
    expect(shared).to.equal(constraint);
  });

  it('names a constraint that no sample can meet', () => {
    const constraints = [
      { weights: [[0, 1]], sense: '<=', bound: 1n },
      {
        weights: [
          [0, 1],
          [1, 2],
        ],
        sense: '>=',
        bound: 4n,
      },
    ] as const;
    expect(() => lowerToQuadratic({ ...randomQuadraticModel(1), constraints }))
      .to.throw()
      .that.deep.includes({ code: 'MODEL_INFEASIBLE' })
      .and.has.nested.property('details.constraint', 1);
  });

  it('refuses rules whose squares have more terms than a model may', () => {
    const weights = Array.from({ length: 3000 }, (_, variable): [number, number] => [variable, 1]);
    const model = { ...randomQuadraticModel(1), binaries: 3000 };
    const constraints = [{ weights, sense: '=', bound: 7n } as const];
    expectCode('MODEL_TOO_LARGE', () => lowerToQuadratic({ ...model, constraints }));
  });

  it('refuses terms of degree above 2, and weights that outgrow 32 bits', () => {
    const model = randomQuadraticModel(1);
    const cubic = { base: 0n, weights: [[0, 1]], coefficients: [0n, 0n, 0n, 1n] } as const;
    expectCode('MODEL_NOT_QUADRATIC', () => lowerToQuadratic({ ...model, terms: [cubic] }));
    const large = {
      weights: [
        [0, 100_000],
        [1, 100_000],
      ],
      sense: '=',
      bound: 1n,
    } as const;
    expectCode('MODEL_INVALID', () => lowerToQuadratic({ ...model, constraints: [large] }));
  });
});
