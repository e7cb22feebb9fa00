import { expect } from 'chai';
import { checkConstrainedCertificate } from '../../../../node/protocol/certificates/check.ts';
import { checkDiagonalShift, type DiagonalShift } from '../../../../node/protocol/certificates/diagonal-shift.ts';
import { isSurelySemidefinite } from '../../../../node/protocol/certificates/semidefinite.ts';
import { spinForm } from '../../../../node/protocol/certificates/spin-form.ts';
import type { ConstrainedModel } from '../../../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../../../node/protocol/errors.ts';
import { proveDiagonalShift } from '../../../../oracle/bounds/diagonal-shift.ts';
import { below, type RandomSource, randomSource } from '../../../../oracle/samplers/random-source.ts';
import { expectCode } from '../../../expect-code.ts';
import {
  leastConstrained,
  randomConstrainedModel,
  randomQuadraticModel,
} from '../../../oracle/random-constrained-model.fixture.ts';

const cubicModel: ConstrainedModel = {
  ...randomQuadraticModel(1),
  terms: [{ base: 0n, weights: [[0, 1]], coefficients: [0n, 0n, 0n, 1n] }],
};

function certify(seed: number) {
  const model = randomQuadraticModel(seed, 7);
  const proven = proveDiagonalShift(model);
  if (proven === undefined) throw new Error(`no proof for seed ${seed}`);
  return { model, optimum: leastConstrained(model) ?? 0n, ...proven };
}

/** Mostly changes that would claim more: a smaller diagonal, another scale. */
function mutate({ scaleBits, diagonal }: DiagonalShift, random: RandomSource): DiagonalShift {
  const at = below(random, diagonal.length);
  const value = diagonal[at] ?? 0;
  const changes: (() => number)[] = [
    () => value - 1 - below(random, Math.max(1, Math.abs(value) >> 3)),
    () => value - (1 << below(random, 30)),
    () => value + (1 << below(random, 30)),
    () => -value,
    () => 0,
    () => Number.MAX_SAFE_INTEGER,
    () => -Number.MAX_SAFE_INTEGER,
  ];
  const changed = changes[below(random, changes.length)]?.() ?? 0;
  const shrunk = below(random, 4) === 0 ? diagonal.map((entry) => Math.floor(entry * 0.9)) : diagonal;
  return {
    kind: 'diagonal-shift/1',
    scaleBits: below(random, 4) === 0 ? below(random, 41) : scaleBits,
    diagonal: shrunk.map((entry, index) => (index === at ? changed : entry)),
  };
}

describe('a diagonal-shift certificate', () => {
  it('never proves more than the optimum of random models, found by enumeration', () => {
    let tight = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { optimum, bound } = certify(seed);
      expect(bound <= optimum, `seed ${seed}: ${bound} above ${optimum}`).to.equal(true);
      if (5n * (optimum - bound) <= -optimum) tight++;
    }
    expect(tight, 'bounds within a fifth').to.be.greaterThan(50);
  });

  it('never proves more than the optimum when mutated, 1,000 times', () => {
    const random = randomSource(5);
    let mutations = 0;
    let accepted = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const { model, optimum, certificate } = certify(seed);
      for (let round = 0; round < 20; round++, mutations++) {
        try {
          const bound = checkDiagonalShift(model, mutate(certificate, random));
          expect(bound <= optimum, `seed ${seed}: ${bound} above ${optimum}`).to.equal(true);
          accepted++;
        } catch (error) {
          if (!isNodeError(error)) throw error;
        }
      }
    }
    expect(mutations).to.equal(1000);
    expect(accepted).to.be.within(10, 900);
  });

  it('bounds a model with groups and constraints, which only take samples away', () => {
    let bounded = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const model = randomConstrainedModel(seed);
      const least = leastConstrained(model);
      if (least === undefined) continue;
      const proven = proveDiagonalShift(model);
      expect(proven !== undefined && proven.bound <= least).to.equal(true);
      bounded++;
    }
    expect(bounded).to.be.greaterThan(10);
  });

  const { model, certificate } = certify(1);
  it('has whole numbers, one per spin, on a scale of at most 40 bits', () => {
    const check = (change: Partial<DiagonalShift>) => () => checkDiagonalShift(model, { ...certificate, ...change });
    expectCode('CERTIFICATE_LENGTH', check({ diagonal: certificate.diagonal.slice(1) }));
    for (const entry of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expectCode('CERTIFICATE_NUMBER_INVALID', check({ diagonal: [entry, ...certificate.diagonal.slice(1)] }));
    }
    for (const scaleBits of [-1, 41, 0.5, Number.NaN]) expectCode('CERTIFICATE_NUMBER_INVALID', check({ scaleBits }));
  });

  it('proves nothing for terms of degree above 2', () => {
    expectCode('MODEL_NOT_QUADRATIC', () => spinForm(cubicModel));
  });
});

describe('the proof of semidefiniteness', () => {
  const matrix = (diagonal: number[], entries: [number, number, number][]) => {
    const rows = diagonal.map(() => new Map<number, number>());
    for (const [a, b, value] of entries) {
      rows[a]?.set(b, value);
      rows[b]?.set(a, value);
    }
    return { diagonal: Float64Array.from(diagonal), rows };
  };

  it('passes matrices with room, refuses those at or below zero', () => {
    expect(isSurelySemidefinite(matrix([1000, 1000], [[0, 1, 900]]))).to.equal(true);
    expect(isSurelySemidefinite(matrix([1000, 1000], [[0, 1, 1000]]))).to.equal(false);
    expect(isSurelySemidefinite(matrix([1000, 1000], [[0, 1, -1001]]))).to.equal(false);
    expect(isSurelySemidefinite(matrix([0], []))).to.equal(false);
    expect(isSurelySemidefinite(matrix([], []))).to.equal(true);
  });

  it('tells a shift apart from a little less, in sparse and dense rows alike', () => {
    for (const size of [20, 40, 61]) {
      // all ones off the diagonal: the least eigenvalue is diagonal - 1 on the positive, diagonal + size - 1 on the negative side
      const ones = (value: number, diagonal: number) => {
        const entries: [number, number, number][] = [];
        for (let row = 0; row < size; row++)
          for (let column = 0; column < row; column++) entries.push([row, column, value]);
        return isSurelySemidefinite(matrix(new Array<number>(size).fill(diagonal), entries));
      };
      expect(ones(1000, 1010)).to.equal(true);
      expect(ones(1000, 999)).to.equal(false);
      expect(ones(-1000, 1000 * (size - 1) + 10)).to.equal(true);
      expect(ones(-1000, 1000 * (size - 1) - 1)).to.equal(false);
    }
  });
});

describe('the certificates for small and for any models', () => {
  it('prove the optimum by enumeration, constraints included', () => {
    let proven = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const model = randomConstrainedModel(seed);
      const least = leastConstrained(model);
      const check = () => checkConstrainedCertificate(model, { kind: 'enumeration/1' });
      if (least === undefined) expectCode('MODEL_INFEASIBLE', check);
      else expect(check()).to.equal(least);
      if (least !== undefined) proven++;
    }
    expect(proven).to.be.greaterThan(10);
  });

  it('prove the sum of all negative terms, never above the optimum', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const model = randomQuadraticModel(seed, 8);
      const bound = checkConstrainedCertificate(model, { kind: 'negative-sum/1' });
      expect(bound <= (leastConstrained(model) ?? bound - 1n)).to.equal(true);
    }
  });

  it('refuse what is too large to enumerate, and terms of degree above 2', () => {
    expectCode('CERTIFICATE_TOO_LARGE', () =>
      checkConstrainedCertificate(randomQuadraticModel(1, 25), { kind: 'enumeration/1' }),
    );
    for (const kind of ['enumeration/1', 'negative-sum/1'] as const) {
      expectCode('MODEL_NOT_QUADRATIC', () => checkConstrainedCertificate(cubicModel, { kind }));
    }
  });
});
