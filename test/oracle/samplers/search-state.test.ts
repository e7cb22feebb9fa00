import { expect } from 'chai';
import { scoreChoices } from '../../../node/protocol/energy.ts';
import { flattenModel } from '../../../oracle/samplers/flat-model.ts';
import { moveChooser } from '../../../oracle/samplers/move-chooser.ts';
import { randomSource } from '../../../oracle/samplers/random-source.ts';
import { SearchState } from '../../../oracle/samplers/search-state.ts';
import { randomModel } from '../random-model.fixture.ts';

describe('the search state', () => {
  it('weighs moves as the exact energies differ, over thousands of moves', () => {
    const model = randomModel(8, 10);
    const flat = flattenModel(model);
    const random = randomSource(2);
    const moves = moveChooser(flat, random);
    if (moves === undefined) throw new Error('there are moves');
    const state = new SearchState(flat, flat.groupStarts.slice(0, -1));
    const energy = () =>
      scoreChoices(
        model,
        Array.from(state.chosen, (variable, group) => variable - (flat.groupStarts[group] ?? 0)),
      );
    for (let round = 0; round < 3000; round++) {
      moves.next(state.chosen);
      const [first = 0, second = -1] = moves.move;
      const before = energy();
      const delta = state.weigh(first, second);
      if ((random() & 1) === 0) continue;
      state.accept(first, second);
      expect(Number(energy() - before) / 1024).to.be.closeTo(delta, 1e-6 * (1 + Math.abs(delta)));
    }
  });
});
