import { expect } from 'chai';
import { networkHelpers } from '../network.fixture.ts';
import { deployMeasuredCity, gasOfEvaluate, ruleCounts, type Shape } from './measured-policies.fixture.ts';

const mostPerRule = 5_000;
/** The empty question, the first policy's bytes, and up to eight roles. */
const fixedPart = 100_000;

describe('Gas of a verdict', () => {
  for (const shape of [
    'other-action',
    'other-purpose',
    'count-and-vote',
    'role-count-vote',
    'eight-roles-count-vote',
  ] satisfies Shape[])
    it(`is at most 5,000 for each rule of the kind ${shape}, beyond a fixed part`, async () => {
      const city = await networkHelpers.loadFixture(deployMeasuredCity);
      const spent: number[] = [];
      for (const count of ruleCounts) spent.push(await gasOfEvaluate(city, shape, count));
      const [one = 0, ten = 0, hundred = 0] = spent;
      expect((hundred - ten) / 90).to.be.within(1, mostPerRule);
      expect([one, ten].every((gas, index) => gas < fixedPart + mostPerRule * (ruleCounts[index] ?? 0))).to.equal(true);
    });
});
