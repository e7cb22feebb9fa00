import { expect } from 'chai';
import { type Certificate, checkCertificate } from '../../../node/protocol/certificate.ts';
import type { ConstrainedModel } from '../../../node/protocol/constrained-model.ts';
import { relax } from '../../../oracle/bounds/convex-relaxation.ts';
import { tangentCertificate } from '../../../oracle/bounds/convex-tangent.ts';
import { flattenModel } from '../../../oracle/samplers/flat-model.ts';
import { below, randomSource } from '../../../oracle/samplers/random-source.ts';
import { expectCode } from '../../expect-code.ts';
import { leastEnergy, randomModel } from '../../oracle/random-model.fixture.ts';

function certify(model: ConstrainedModel): Certificate {
  const flat = flattenModel(model);
  const start = model.groups.map((_, group) => flat.groupStarts[group] ?? 0);
  return tangentCertificate(relax(flat, start, { targetGap: 1e-6, mostSweeps: 200 }));
}

describe('a certificate', () => {
  it('never proves more than the optimum of 1,000 random models, found by enumeration', () => {
    let tight = 0;
    let models = 0;
    for (let seed = 1; seed <= 1000; seed++, models++) {
      const model = randomModel(seed);
      const optimum = leastEnergy(model);
      const bound = checkCertificate(model, certify(model));
      expect(bound <= optimum, `seed ${seed}: bound ${bound} above optimum ${optimum}`).to.equal(true);
      if (100n * (optimum - bound) <= 20n * (optimum < 0n ? -optimum : optimum)) tight++;
    }
    expect(models).to.equal(1000);
    expect(tight, 'bounds within a fifth of the optimum').to.be.greaterThan(500);
  });

  it('never proves more than the optimum when mutated, 1,000 times', () => {
    const random = randomSource(11);
    let mutations = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const model = randomModel(seed);
      const optimum = leastEnergy(model);
      const { kind, loads } = certify(model);
      for (let round = 0; round < 20; round++, mutations++) {
        const mutated = loads.map((load) => (below(random, 3) === 0 ? mutate(load, random()) : load));
        expect(checkCertificate(model, { kind, loads: mutated }) <= optimum).to.equal(true);
      }
    }
    expect(mutations).to.equal(1000);
  });

  const model = randomModel(1);
  const certificate = certify(model);
  const withLoad = (load: number): Certificate => ({ ...certificate, loads: [load, ...certificate.loads.slice(1)] });

  it('has a whole load, not negative, for each term', () => {
    for (const load of [-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
      expectCode('CERTIFICATE_LOAD_INVALID', () => checkCertificate(model, withLoad(load)));
    }
    expectCode('CERTIFICATE_LENGTH', () => checkCertificate(model, { ...certificate, loads: [] }));
  });

  const firstTerm = model.terms[0] ?? { base: 0n, weights: [], coefficients: [] };
  const notConvex = [
    { ...firstTerm, coefficients: [0n, 0n, -1n] },
    { ...firstTerm, base: -1n },
    { ...firstTerm, weights: [[0, -1] as const] },
  ];
  for (const [index, term] of notConvex.entries()) {
    it(`proves nothing for a term that is not surely convex (${index + 1})`, () => {
      const changed = { ...model, terms: [term, ...model.terms.slice(1)] };
      expectCode('CERTIFICATE_NOT_CONVEX', () => checkCertificate(changed, certificate));
    });
  }
});

function mutate(load: number, random: number): number {
  const kinds = [load + 1, Math.max(0, load - 1), 2 * load, 0, random, load ^ (1 << (random & 15))];
  return Math.abs(kinds[random % kinds.length] ?? 0);
}
