import { expect } from 'chai';
import { type PortfolioInput, searchPortfolio } from '../../../oracle/portfolio/portfolio.ts';
import { energyOf, quadraticForm } from '../../../oracle/samplers/quadratic/quadratic-form.ts';
import { expectRejection } from '../../expect-code.ts';
import { leastConstrained, randomQuadraticModel } from '../random-constrained-model.fixture.ts';

describe('the portfolio', () => {
  const form = quadraticForm(randomQuadraticModel(7, 200));
  const search = (input: Partial<PortfolioInput> = {}) =>
    searchPortfolio({ form, seed: 1, threads: 2, epochs: 3, ...input });

  it('gives the same bits for the same seed, threads and epochs', async () => {
    const first = await search();
    expect(await search()).to.deep.equal(first);
    expect(energyOf(form, first.bits)).to.equal(first.energy);
    expect(first.epochs).to.equal(3);
  });

  it('credits components with gains that add up', async () => {
    const { attribution, energy, workDone } = await search();
    expect(attribution.reduce((sum, { improvement }) => sum + improvement, 0)).to.equal(-energy);
    expect(attribution.reduce((sum, { workUnits }) => sum + workUnits, 0)).to.equal(workDone);
  });

  it('stops at a target, at a proven optimum, after its work', async () => {
    const { energy } = await search();
    expect((await search({ epochs: 50, target: energy })).stoppedBy).to.equal('target');
    expect((await search({ epochs: 50, provenBound: () => energy })).stoppedBy).to.equal('optimum');
    const worked = await search({ epochs: 50, workUnits: 1_000_000 });
    expect(worked.stoppedBy).to.equal('work');
    expect(worked.workDone).to.be.within(1_000_000, 3_000_000);
  });

  it('stops on a signal with the best of the epochs it names', async () => {
    const controller = new AbortController();
    const { bits, energy, epochs, stoppedBy } = await search({
      epochs: 1000,
      signal: controller.signal,
      onEpoch: (progress) => {
        if (progress.epochs === 2) controller.abort();
      },
    });
    expect(stoppedBy).to.equal('signal');
    const again = await search({ epochs });
    expect(again.energy).to.equal(energy);
    expect(again.bits).to.deep.equal(bits);
  });

  it('has an answer even when it is stopped before it starts', async () => {
    const { bits, energy, stoppedBy } = await search({ signal: AbortSignal.abort() });
    expect(stoppedBy).to.equal('signal');
    expect(energyOf(form, bits)).to.equal(energy);
  });

  it('is never worse than where it started', async () => {
    const { bits, energy } = await search();
    expect((await search({ seed: 9, epochs: 1, initial: bits })).energy).to.be.at.most(energy);
  });

  it('tries small models through', async () => {
    const model = randomQuadraticModel(3, 12);
    const { energy, stoppedBy } = await search({ form: quadraticForm(model) });
    expect(stoppedBy).to.equal('exhausted');
    expect(BigInt(energy) + model.offset).to.equal(leastConstrained(model));
  });

  it('runs one component alone, and refuses one it does not have', async () => {
    const { attribution } = await search({ only: 'tabu' });
    expect(attribution.map(({ component }) => component)).to.deep.equal(['tabu-relinking']);
    await expectRejection('COMPONENT_UNKNOWN', search({ only: 'oracle' }));
  });
});
