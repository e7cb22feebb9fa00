import { expect } from 'chai';
import type { ConstrainedModel } from '../../../node/protocol/constrained-model.ts';
import { scoreChoices } from '../../../node/protocol/energy.ts';
import type { Sampler } from '../../../oracle/samplers/sampler.ts';
import { expectCode } from '../../expect-code.ts';
import { leastEnergy, randomModel } from '../random-model.fixture.ts';

/** What every sampler must do; `sampler` is made anew for each test. */
export function samplerBehavior(name: string, sampler: () => Sampler): void {
  describe(`${name} as a sampler`, () => {
    const model = randomModel(21, 12);
    const sample = (
      options: { seed?: number; workUnits?: number; initial?: number[] } = {},
      of: ConstrainedModel = model,
    ) => sampler().sample(of, { seed: 1, workUnits: 5000, ...options });

    it('has a name', () => {
      expect(sampler().name).to.match(/^[a-z][a-z0-9/-]*$/);
    });

    it('returns samples of the model with their exact energies, best first', () => {
      const { samples } = sample();
      expect(samples.length).to.be.at.least(1);
      for (const { choices, energy } of samples) expect(scoreChoices(model, choices)).to.equal(energy);
      const energies = samples.map(({ energy }) => energy);
      expect(energies).to.deep.equal([...energies].sort((a, b) => (a < b ? -1 : Number(a > b))));
    });

    it('gives the same samples for the same seed and work', () => {
      expect(sample({ seed: 5 })).to.deep.equal(sample({ seed: 5 }));
    });

    it('is never worse than where it started', () => {
      for (let seed = 1; seed <= 20; seed++) {
        const initial = model.groups.map(({ size }, group) => (seed + group) % size);
        const { samples } = sample({ seed, workUnits: 1 + 10 * seed, initial });
        expect(samples[0].energy <= scoreChoices(model, initial)).to.equal(true);
      }
    });

    it('finds the optimum of small models, known by enumeration', () => {
      let found = 0;
      for (let seed = 1; seed <= 20; seed++) {
        const small = randomModel(seed);
        const { samples } = sample({ seed, workUnits: 20_000 }, small);
        if (samples[0].energy === leastEnergy(small)) found++;
      }
      expect(found).to.equal(20);
    });

    it('does no more work than it was given', () => {
      for (const workUnits of [1, 2, 10, 1000, 100_000]) {
        expect(sample({ workUnits }).workDone).to.be.within(0, workUnits);
      }
    });

    it('stops when asked to, with a sample', () => {
      let asked = 0;
      const { samples, workDone } = sampler().sample(model, {
        seed: 1,
        workUnits: 1_000_000_000,
        shouldStop: () => ++asked > 0,
      });
      expect(asked).to.equal(1);
      expect(workDone).to.be.lessThan(10_000_000);
      expect(scoreChoices(model, samples[0].choices)).to.equal(samples[0].energy);
    });

    it('takes a model whose groups have no choice', () => {
      const fixed: ConstrainedModel = {
        ...model,
        groups: [{ size: 1 }],
        terms: [{ base: 3n, weights: [[0, 2]], coefficients: [0n, 1n] }],
      };
      const { samples } = sample({}, fixed);
      expect(samples[0]).to.deep.equal({ choices: [0], energy: 5n });
    });

    it('refuses a start that is no sample of the model', () => {
      expectCode('SAMPLE_LENGTH', () => sample({ initial: [0] }));
      expectCode('SAMPLE_NOT_ONE_HOT', () => sample({ initial: model.groups.map(() => 99) }));
      expectCode('SAMPLE_NOT_ONE_HOT', () =>
        scoreChoices(
          model,
          model.groups.map(() => -1),
        ),
      );
    });
  });
}
