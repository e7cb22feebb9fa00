import { expect } from 'chai';
import { energyOf, quadraticForm } from '../../../../oracle/samplers/quadratic/quadratic-form.ts';
import type { QuadraticOptions, QuadraticSampler } from '../../../../oracle/samplers/quadratic/quadratic-sampler.ts';
import { leastConstrained, randomQuadraticModel } from '../../random-constrained-model.fixture.ts';

/** What every sampler of free bits must do. */
export function quadraticSamplerBehavior(name: string, sampler: QuadraticSampler, size = 60): void {
  describe(`${name} as a sampler of free bits`, () => {
    const form = quadraticForm(randomQuadraticModel(7, size));
    const sample = (options: Partial<QuadraticOptions> = {}) =>
      sampler.sample(form, { seed: 1, workUnits: 200_000, ...options });

    it('returns the exact energy of its bits', () => {
      const { bits, energy } = sample();
      expect(bits).to.have.length(form.size);
      expect(energyOf(form, bits)).to.equal(energy);
    });

    it('gives the same bits for the same seed, work and elites', () => {
      const elites = [sample({ seed: 3, workUnits: 1000 })];
      expect(sample({ seed: 5, elites })).to.deep.equal(sample({ seed: 5, elites }));
    });

    it('is never worse than the elite it was given', () => {
      for (let seed = 1; seed <= 5; seed++) {
        const elite = sample({ seed: 99 });
        expect(sample({ seed, workUnits: 10, elites: [elite] }).energy).to.be.at.most(elite.energy);
      }
    });

    it('finds the optimum of small models, known by enumeration', () => {
      for (let seed = 1; seed <= 20; seed++) {
        const model = randomQuadraticModel(seed, 9);
        const { energy } = sampler.sample(quadraticForm(model), { seed, workUnits: 400_000 });
        expect(BigInt(energy) + model.offset, `seed ${seed}`).to.equal(leastConstrained(model));
      }
    });

    it('takes models of one variable, of none that matters, of linear terms only', () => {
      const model = randomQuadraticModel(1);
      const linear = { rows: Int32Array.of(0), columns: Int32Array.of(0), weights: Int32Array.of(-5) };
      const none = { rows: new Int32Array(), columns: new Int32Array(), weights: new Int32Array() };
      for (const [binaries, quadratic, least] of [
        [1, linear, -5],
        [1, none, 0],
        [3, linear, -5],
      ] as const) {
        const { energy } = sampler.sample(quadraticForm({ ...model, binaries, quadratic }), {
          seed: 1,
          workUnits: 20_000,
        });
        expect(energy).to.equal(least);
      }
    });

    it('stops when asked to, with the best so far', () => {
      const { bits, energy } = sample({ workUnits: 1e12, shouldStop: () => true });
      expect(energyOf(form, bits)).to.equal(energy);
    });
  });
}
