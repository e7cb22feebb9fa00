import { expect } from 'chai';
import { checkConstrainedCertificate } from '../../../../node/protocol/certificates/check.ts';
import { scoreConstrained } from '../../../../node/protocol/constrained-energy.ts';
import { solveMigration } from '../../../../oracle/problems/migration/solve-migration.ts';
import {
  leastExposure,
  migrationProblem,
  randomInventory,
} from '../../../node/protocol/problems/migration/migration.fixture.ts';

const parameters = { quantumMonths: 96, yearlyBudget: 60, years: 3 };
const problem = migrationProblem(parameters);

describe('solving a migration problem', function () {
  this.timeout(60_000);

  it('finds the least exposure of all plans within the budget, and proves a bound of it', async () => {
    for (const seed of [1, 2]) {
      const inventory = randomInventory(seed, 7);
      const { compiled, sample, energy, bound, certificate, plan } = await solveMigration({ inventory, problem });
      expect(energy, `seed ${seed}`).to.equal(BigInt(leastExposure(inventory, parameters)));
      expect(scoreConstrained(compiled.model, sample)).to.equal(energy);
      expect(checkConstrainedCertificate(compiled.model, certificate)).to.equal(bound);
      expect(bound <= energy).to.equal(true);
      expect(plan.exposure).to.equal(Number(energy));
      expect(Math.max(...plan.spent)).to.be.at.most(parameters.yearlyBudget);
    }
  });

  it('gives the same plan for the same seed and work', async () => {
    const inventory = randomInventory(9, 12);
    const [first, second] = [
      await solveMigration({ inventory, problem }),
      await solveMigration({ inventory, problem }),
    ];
    expect(second.sample).to.deep.equal(first.sample);
    expect(first.energy <= first.compiled.baselines.greedy).to.equal(true);
  });
});
