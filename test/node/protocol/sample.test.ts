import { expect } from 'chai';
import { scoreConstrained } from '../../../node/protocol/constrained-energy.ts';
import { scoreChoices } from '../../../node/protocol/energy.ts';
import { decodeSample, encodeSample, sampleHash } from '../../../node/protocol/sample.ts';
import { expectCode } from '../../expect-code.ts';
import { everyChoice, randomModel } from '../../oracle/random-model.fixture.ts';

const model = { ...randomModel(5), groups: [{ size: 3 }, { size: 2 }, { size: 4 }], terms: [] };

describe('a sample', () => {
  it('comes back from its bits, for every choice', () => {
    const all = [...everyChoice(model)];
    expect(all).to.have.length(24);
    for (const choices of all) expect(decodeSample(encodeSample(choices, model), model)).to.deep.equal(choices);
  });

  it('is one bit per variable, least significant first', () => {
    expect([...encodeSample([1, 0, 3], model)]).to.deep.equal([0b0000_1010, 0b0000_0001]);
  });

  it('sets exactly one bit in each group', () => {
    expectCode('SAMPLE_NOT_ONE_HOT', () => decodeSample(Uint8Array.of(0b0000_1011, 1), model));
    expectCode('SAMPLE_NOT_ONE_HOT', () => decodeSample(Uint8Array.of(0b0000_1000, 1), model));
  });

  it('has as many bits as there are variables', () => {
    expectCode('SAMPLE_LENGTH', () => decodeSample(Uint8Array.of(0b0000_1010), model));
    expectCode('SAMPLE_LENGTH', () => decodeSample(Uint8Array.of(0b0000_1010, 0b0000_0011), model));
    expectCode('SAMPLE_LENGTH', () => encodeSample([1, 0], model));
  });

  it('chooses only what a group has', () => {
    for (const choice of [3, -1, 0.5, Number.NaN]) {
      expectCode('SAMPLE_NOT_ONE_HOT', () => encodeSample([choice, 0, 0], model));
    }
  });

  it('has the energy of its choices, and its own hash', () => {
    const other = randomModel(6);
    const choices = other.groups.map(({ size }) => size - 1);
    const sample = encodeSample(choices, other);
    expect(scoreConstrained(other, sample)).to.equal(scoreChoices(other, choices));
    expect(sampleHash(sample)).to.match(/^0x[0-9a-f]{64}$/);
  });
});
