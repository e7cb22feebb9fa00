import { expect } from 'chai';
import {
  type CycleShift,
  checkCycleShift,
  type WeightedCycle,
} from '../../../../node/protocol/certificates/cycle-shift.ts';
import { checkDiagonalShift } from '../../../../node/protocol/certificates/diagonal-shift.ts';
import { isNodeError } from '../../../../node/protocol/errors.ts';
import { proveCycleShift } from '../../../../oracle/bounds/cycle-shift.ts';
import { proveDiagonalShift } from '../../../../oracle/bounds/diagonal-shift.ts';
import { below, type RandomSource, randomSource } from '../../../../oracle/samplers/random-source.ts';
import { expectCode } from '../../../expect-code.ts';
import { leastConstrained, randomQuadraticModel } from '../../../oracle/random-constrained-model.fixture.ts';

function certify(seed: number, size = 8) {
  const model = randomQuadraticModel(seed, size);
  const proven = proveCycleShift(model, { rounds: 60 });
  if (proven === undefined) throw new Error(`no proof for seed ${seed}`);
  return { model, optimum: leastConstrained(model) ?? 0n, ...proven };
}

/** Changes of one cycle or one entry of the diagonal, mostly such as would claim more. */
function mutate(certificate: CycleShift, random: RandomSource): CycleShift {
  const { diagonal, cycles } = certificate;
  const changeOne = (change: (cycle: WeightedCycle) => WeightedCycle): CycleShift => {
    const at = below(random, Math.max(1, cycles.length));
    return { ...certificate, cycles: cycles.map((cycle, index) => (index === at ? change(cycle) : cycle)) };
  };
  const spin = () => below(random, diagonal.length);
  const changes: (() => CycleShift)[] = [
    () => changeOne((cycle) => ({ ...cycle, weight: -cycle.weight })),
    () => changeOne((cycle) => ({ ...cycle, weight: cycle.weight * 3 + 1 })),
    () => changeOne((cycle) => ({ ...cycle, weight: Math.floor(cycle.weight / 2) })),
    () => changeOne((cycle) => ({ ...cycle, signs: cycle.signs.map((sign) => -sign) })),
    () => changeOne((cycle) => ({ ...cycle, signs: cycle.signs.map((sign, at) => (at < 2 ? -sign : sign)) })),
    () => changeOne((cycle) => ({ ...cycle, spins: cycle.spins.map((old, at) => (at === 0 ? spin() : old)) })),
    () => changeOne((cycle) => ({ ...cycle, spins: cycle.spins.slice(1), signs: cycle.signs.slice(1) })),
    () => ({ ...certificate, cycles: cycles.slice(1) }),
    () => ({ ...certificate, diagonal: diagonal.map((entry) => Math.floor(entry * 0.95)) }),
    () => ({ ...certificate, diagonal: diagonal.map((entry, at) => (at === 0 ? entry - 1_000_000 : entry)) }),
    () => ({ ...certificate, diagonal: diagonal.map((entry) => Math.floor(entry * 1.2)) }),
    () => ({ ...certificate, scaleBits: below(random, 41) }),
  ];
  return changes[below(random, changes.length)]?.() ?? certificate;
}

describe('a cycle-shift certificate', () => {
  it('never proves more than the optimum of random models, and often more than a diagonal shift', () => {
    let better = 0;
    let exact = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { model, optimum, bound } = certify(seed);
      expect(bound <= optimum, `seed ${seed}: ${bound} above ${optimum}`).to.equal(true);
      if (bound > (proveDiagonalShift(model)?.bound ?? bound)) better++;
      if (bound === optimum) exact++;
    }
    expect(better).to.be.greaterThan(10);
    expect(exact, 'bounds that close the gap').to.be.greaterThan(5);
  });

  it('never proves more than the optimum when mutated, 1,000 times', () => {
    const random = randomSource(6);
    let mutations = 0;
    let accepted = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const { model, optimum, certificate } = certify(seed);
      for (let round = 0; round < 40; round++, mutations++) {
        try {
          const bound = checkCycleShift(model, mutate(certificate, random));
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

  const { model, certificate } = certify(2);
  it('without cycles is a diagonal shift', () => {
    const shift = proveDiagonalShift(model);
    if (shift === undefined) throw new Error('no proof');
    const plain: CycleShift = { ...shift.certificate, kind: 'cycle-shift/1', cycles: [] };
    expect(checkCycleShift(model, plain)).to.equal(checkDiagonalShift(model, shift.certificate));
  });

  it('has closed walks of at least three steps with an odd number of +1, and weights that are not negative', () => {
    const valid: WeightedCycle = { weight: 0, spins: [0, 1, 2], signs: [1, 1, 1] };
    const withCycle = (change: Partial<WeightedCycle>) => () =>
      checkCycleShift(model, { ...certificate, cycles: [...certificate.cycles, { ...valid, ...change }] });
    expect(withCycle({})).to.not.throw();
    const broken: Partial<WeightedCycle>[] = [
      { weight: -1 },
      { weight: 0.5 },
      { weight: Number.NaN },
      { signs: [1, 1, -1] },
      { signs: [1, 1] },
      { signs: [1, 0, 0] },
      { spins: [0, 1], signs: [1, -1] },
      { spins: [0, 0, 1] },
      { spins: [0, 1, 99] },
      { spins: [0, 1, -1] },
      { spins: [0, 1, 0.5] },
    ];
    for (const change of broken) expectCode('CERTIFICATE_CYCLE_INVALID', withCycle(change));
  });
});
