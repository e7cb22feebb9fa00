import { expect } from 'chai';
import { checkConstrainedCertificate } from '../../../../node/protocol/certificates/check.ts';
import { checkLpDual, type LpDual } from '../../../../node/protocol/certificates/lp-dual.ts';
import { type ConstrainedModel, emptyModel } from '../../../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../../../node/protocol/errors.ts';
import { proveLpDual } from '../../../../oracle/bounds/lp-dual.ts';
import { below, type RandomSource, randomSource } from '../../../../oracle/samplers/random-source.ts';
import { expectCode } from '../../../expect-code.ts';
import {
  leastConstrained,
  randomFullModel,
  randomIntegerModel,
} from '../../../oracle/random-constrained-model.fixture.ts';
import { mutateOne } from './mutations.fixture.ts';

function mutate({ scaleBits, rows, multipliers }: LpDual, random: RandomSource): LpDual {
  const kind = below(random, 4);
  return {
    kind: 'lp-dual/1',
    scaleBits: kind === 0 ? below(random, 64) : scaleBits,
    rows: kind === 1 ? mutateOne(rows, random) : rows,
    multipliers: kind < 2 ? multipliers : mutateOne(multipliers, random),
  };
}

/** x + 2 y with 3 x + 2 y >= 7 and both from 0 to 3: relaxed 7/3, whole 3. */
const covering: ConstrainedModel = {
  ...emptyModel,
  integers: [
    { lower: 0, upper: 3 },
    { lower: 0, upper: 3 },
  ],
  quadratic: {
    rows: Int32Array.of(0, 1, 2, 3),
    columns: Int32Array.of(0, 1, 2, 3),
    weights: Int32Array.of(1, 2, 2, 4),
  },
  constraints: [
    {
      weights: [
        [0, 3],
        [1, 6],
        [2, 2],
        [3, 4],
      ],
      sense: '>=',
      bound: 7n,
    },
  ],
};

describe('an LP dual certificate', () => {
  it('proves the relaxation of a small model, rounded up to what whole energies can be', async () => {
    const proven = await proveLpDual(covering);
    expect(proven?.bound).to.equal(3n);
    expect(checkLpDual(covering, { kind: 'lp-dual/1', scaleBits: 0, rows: [], multipliers: [] })).to.equal(0n);
  });

  it('never proves more than the optimum when mutated, 1,000 times', async () => {
    const random = randomSource(11);
    let mutations = 0;
    let accepted = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const model = seed % 2 === 0 ? randomFullModel(seed) : randomIntegerModel(seed);
      const least = leastConstrained(model);
      const proven = await proveLpDual(model);
      const certificate = proven?.certificate ?? { kind: 'lp-dual/1', scaleBits: 4, rows: [0], multipliers: [16] };
      if (proven !== undefined && least !== undefined) {
        expect(proven.bound <= least, `seed ${seed}`).to.equal(true);
        expect(checkConstrainedCertificate(model, proven.certificate)).to.equal(proven.bound);
      }
      for (let round = 0; round < 20; round++, mutations++) {
        try {
          const bound = checkLpDual(model, mutate(certificate, random));
          expect(least === undefined || bound <= least, `seed ${seed}: ${bound} above ${least}`).to.equal(true);
          accepted++;
        } catch (error) {
          if (!isNodeError(error)) throw error;
        }
      }
    }
    expect(mutations).to.equal(1000);
    expect(accepted).to.be.within(100, 900);
  });

  it('is refused with a wrong sign, an unknown row, rows out of order, or too few multipliers', () => {
    const check = (change: Partial<LpDual>) =>
      checkLpDual(covering, { kind: 'lp-dual/1', scaleBits: 0, rows: [0], multipliers: [1], ...change });
    expectCode('CERTIFICATE_NUMBER_INVALID', () => check({ multipliers: [-1] }));
    expectCode('CERTIFICATE_NUMBER_INVALID', () => check({ rows: [1] }));
    expectCode('CERTIFICATE_NUMBER_INVALID', () => check({ rows: [0, 0], multipliers: [1, 1] }));
    expectCode('CERTIFICATE_NUMBER_INVALID', () => check({ scaleBits: 61 }));
    expectCode('CERTIFICATE_LENGTH', () => check({ multipliers: [] }));
  });
});
