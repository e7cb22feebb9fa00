import { expect } from 'chai';
import { checkCertificate } from '../../../node/protocol/certificate.ts';
import { relax } from '../../../oracle/bounds/convex-relaxation.ts';
import { roundRelaxed, tangentCertificate } from '../../../oracle/bounds/convex-tangent.ts';
import { flattenModel } from '../../../oracle/samplers/flat-model.ts';
import { randomModel } from '../random-model.fixture.ts';

const effort = { targetGap: 1e-9, mostSweeps: 500 };

describe('the convex relaxation', () => {
  it('keeps the parts of each group at 1 in all and loads as the parts say', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const flat = flattenModel(randomModel(seed));
      const { parts, loads } = relax(flat, [...flat.groupStarts.slice(0, -1)], effort);
      for (let group = 0; group < flat.groupCount; group++) {
        const inGroup = parts.slice(flat.groupStarts[group], flat.groupStarts[group + 1]);
        expect(inGroup.reduce((sum, part) => sum + part, 0)).to.be.closeTo(1, 1e-9);
        expect(Math.min(...inGroup)).to.be.at.least(0);
      }
      expect(Math.min(...loads)).to.be.at.least(0);
    }
  });

  it('reaches the same bound from every start', () => {
    const model = randomModel(4);
    const flat = flattenModel(model);
    const bounds = [0, 1].map((choice) => {
      const start = model.groups.map((_, group) => (flat.groupStarts[group] ?? 0) + choice);
      return checkCertificate(model, tangentCertificate(relax(flat, start, effort)));
    });
    expect(bounds[0]).to.equal(bounds[1]);
  });

  it('rounds to choices that its groups have', () => {
    const model = randomModel(4);
    const flat = flattenModel(model);
    const choices = roundRelaxed(flat, relax(flat, [...flat.groupStarts.slice(0, -1)], effort));
    for (const [group, { size }] of model.groups.entries()) expect(choices[group]).to.be.within(0, size - 1);
  });
});
