import { expect } from 'chai';
import { scoreChoices } from '../../../node/protocol/energy.ts';
import { descend } from '../../../oracle/samplers/descent.ts';
import { randomModel } from '../random-model.fixture.ts';

describe('the exact descent', () => {
  it('ends where no single group can improve, with the exact energy', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const model = randomModel(seed, 8);
      const start = model.groups.map(() => 0);
      const { choices, energy } = descend(model, { choices: start, energy: scoreChoices(model, start) }, 100_000);
      expect(scoreChoices(model, choices)).to.equal(energy);
      for (const [group, { size }] of model.groups.entries()) {
        for (let choice = 0; choice < size; choice++) {
          expect(scoreChoices(model, choices.with(group, choice)) >= energy).to.equal(true);
        }
      }
    }
  });

  it('stops after the moves it was given', () => {
    const model = randomModel(1, 8);
    const start = model.groups.map(() => 0);
    const { workDone } = descend(model, { choices: start, energy: scoreChoices(model, start) }, 7);
    expect(workDone).to.be.at.most(7);
  });
});
