import { expect } from 'chai';
import { annealing } from '../../../../oracle/samplers/quadratic/annealing.ts';
import { insertElite } from '../../../../oracle/samplers/quadratic/elites.ts';
import { enumeration } from '../../../../oracle/samplers/quadratic/enumeration.ts';
import { flip, flipState } from '../../../../oracle/samplers/quadratic/flip-state.ts';
import { tabuRelinking } from '../../../../oracle/samplers/quadratic/path-relinking.ts';
import { energyOf, quadraticForm } from '../../../../oracle/samplers/quadratic/quadratic-form.ts';
import { geometricTemperatures, scheduleOf } from '../../../../oracle/samplers/quadratic/schedule.ts';
import { tempering } from '../../../../oracle/samplers/quadratic/tempering.ts';
import { expectCode } from '../../../expect-code.ts';
import { randomConstrainedModel, randomQuadraticModel } from '../../random-constrained-model.fixture.ts';
import { quadraticSamplerBehavior } from './quadratic-sampler.behavior.ts';

quadraticSamplerBehavior('annealing from random bits', annealing({ start: 'random', reads: 4 }));
quadraticSamplerBehavior('annealing from elites', annealing({ start: 'elite', reads: 4 }));
quadraticSamplerBehavior('parallel tempering', tempering());
quadraticSamplerBehavior('tabu search with path relinking', tabuRelinking());
quadraticSamplerBehavior('enumeration', enumeration(), 16);

describe('bits in motion', () => {
  it('keep fields and energy exact over 1,000 flips', () => {
    const form = quadraticForm(randomQuadraticModel(2, 40));
    const state = flipState(form, new Uint8Array(40));
    for (let step = 0; step < 1000; step++) flip(state, (step * 17) % 40);
    const bits = state.signs.map((sign) => (sign === 1 ? 0 : 1));
    expect(state.energy).to.equal(energyOf(form, bits));
    expect(state.fields).to.deep.equal(flipState(form, bits).fields);
  });

  it('are refused where a flip could pass 31 bits, or the model has more than free bits', () => {
    const model = randomQuadraticModel(1);
    const large = { rows: Int32Array.of(0), columns: Int32Array.of(1), weights: Int32Array.of(2 ** 30) };
    expectCode('MODEL_TOO_LARGE', () => quadraticForm({ ...model, quadratic: large }));
    expectCode('MODEL_NOT_QUADRATIC', () => quadraticForm(randomConstrainedModel(1)));
    expectCode('MODEL_TOO_LARGE', () =>
      enumeration().sample(quadraticForm(randomQuadraticModel(1, 25)), { seed: 1, workUnits: 1 }),
    );
  });
});

describe('a schedule', () => {
  it('scales with the weights', () => {
    const model = randomQuadraticModel(4, 30);
    const scaled = { ...model.quadratic, weights: model.quadratic.weights.map((weight) => 1000 * weight) };
    const { hot, cold } = scheduleOf(quadraticForm(model));
    const large = scheduleOf(quadraticForm({ ...model, quadratic: scaled }));
    expect(large.hot / hot).to.be.closeTo(1000, 1e-6);
    expect(large.cold / cold).to.be.closeTo(1000, 1e-6);
  });

  it('falls from hot to cold', () => {
    for (const steps of [1, 2, 3, 7, 100]) {
      const temperatures = geometricTemperatures({ hot: 10, cold: 0.1 }, steps);
      expect(temperatures[0]).to.equal(10);
      if (steps > 1) expect(temperatures.at(-1)).to.equal(0.1);
      expect([...temperatures]).to.deep.equal([...temperatures].sort((a, b) => b - a));
    }
  });
});

describe('elites', () => {
  it('stand by energy, without copies, at most as many as asked for', () => {
    const sample = (energy: number, bit: number) => ({ energy, bits: Uint8Array.of(bit) });
    let pool = insertElite([], sample(3, 0), 2);
    pool = insertElite(pool, sample(3, 0), 2);
    pool = insertElite(pool, sample(1, 1), 2);
    pool = insertElite(pool, sample(2, 0), 2);
    expect(pool.map(({ energy }) => energy)).to.deep.equal([1, 2]);
  });
});
