import { expect } from 'chai';
import { energyOfBits, violationOf } from '../../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, emptyModel, variablesOf } from '../../../../node/protocol/constrained-model.ts';
import { nativeAnnealing } from '../../../../oracle/samplers/native/native-annealing.ts';
import { nativeForm } from '../../../../oracle/samplers/native/native-form.ts';
import { nativeEnergy } from '../../../../oracle/samplers/native/native-state.ts';
import { below, randomSource } from '../../../../oracle/samplers/random-source.ts';
import { leastConstrained, randomFullModel } from '../../random-constrained-model.fixture.ts';

/** Tasks on machines: one machine each, capacities by an integer overload that costs, pairs that cost together. */
function assignment(seed: number, tasks: number, machines: number): ConstrainedModel {
  const random = randomSource(seed);
  const bit = (task: number, machine: number) => task * machines + machine;
  const rows: number[] = [];
  const columns: number[] = [];
  const weights: number[] = [];
  for (let variable = 0; variable < tasks * machines; variable++) {
    rows.push(variable);
    columns.push(variable);
    weights.push(1 + below(random, 50));
    const task = Math.floor(variable / machines);
    if (task + 1 < tasks) {
      rows.push(variable);
      columns.push(bit(task + 1, variable % machines));
      weights.push(5 + below(random, 20));
    }
  }
  const sizes = Array.from({ length: tasks }, () => 1 + below(random, 6));
  const capacity = Math.ceil((1.2 * sizes.reduce((sum, size) => sum + size, 0)) / machines);
  return {
    ...emptyModel,
    groups: Array.from({ length: tasks }, () => ({ size: machines })),
    quadratic: { rows: Int32Array.from(rows), columns: Int32Array.from(columns), weights: Int32Array.from(weights) },
    constraints: Array.from({ length: machines }, (_, machine) => ({
      weights: sizes.map((size, task) => [bit(task, machine), size] as const),
      sense: '<=',
      bound: BigInt(capacity),
    })),
  };
}

describe('search on a model’s own rules', () => {
  const sampler = nativeAnnealing({ start: 'random', reads: 2 });

  it('finds the optimum of random models of every kind, known by enumeration', () => {
    let solved = 0;
    let found = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const model = randomFullModel(seed);
      const least = leastConstrained(model);
      const { bits } = sampler.sample(nativeForm(model), { seed, workUnits: 40_000 });
      expect(bits).to.have.length(variablesOf(model));
      if (least === undefined) continue;
      solved++;
      if (violationOf(model, bits) === undefined && energyOfBits(model, bits) === least) found++;
    }
    expect(solved).to.be.greaterThan(15);
    expect(found, `of ${solved}`).to.be.at.least(solved - 1);
  });

  it('meets capacities, with the energy it says, the same for the same seed and work', () => {
    const model = assignment(3, 30, 4);
    const form = nativeForm(model);
    const answer = sampler.sample(form, { seed: 5, workUnits: 100_000 });
    expect(violationOf(model, answer.bits)).to.equal(undefined);
    expect(BigInt(answer.energy)).to.equal(energyOfBits(model, answer.bits));
    expect(sampler.sample(form, { seed: 5, workUnits: 100_000 })).to.deep.equal(answer);
  });

  it('is never worse than the elite it was given, and stops when asked to', () => {
    const form = nativeForm(assignment(4, 20, 3));
    const elite = sampler.sample(form, { seed: 1, workUnits: 50_000 });
    const warm = nativeAnnealing({ start: 'elite', reads: 1 });
    expect(warm.sample(form, { seed: 2, workUnits: 2000, elites: [elite] }).energy).to.be.at.most(elite.energy);
    const stopped = warm.sample(form, { seed: 2, workUnits: 1e12, elites: [elite], shouldStop: () => true });
    expect(stopped.energy).to.equal(elite.energy);
  });

  it('counts a sample that breaks rules above every other, the more the worse', () => {
    const model: ConstrainedModel = {
      ...emptyModel,
      binaries: 3,
      quadratic: { rows: Int32Array.of(0), columns: Int32Array.of(0), weights: Int32Array.of(-9) },
      constraints: [
        {
          weights: [
            [0, 1],
            [1, 1],
            [2, 1],
          ],
          sense: '<=',
          bound: 1n,
        },
      ],
    };
    const form = nativeForm(model);
    const [none, one, two, three] = [
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
    ].map((bits) => nativeEnergy(form, Uint8Array.from(bits)));
    expect([none, one]).to.deep.equal([0, -9]);
    expect(two).to.be.greaterThan(Number.MAX_SAFE_INTEGER);
    expect(three).to.be.greaterThan(two ?? 0);
  });
});
