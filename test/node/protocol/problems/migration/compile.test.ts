import { expect } from 'chai';
import { scoreConstrained } from '../../../../../node/protocol/constrained-energy.ts';
import { decodeConstrainedModel } from '../../../../../node/protocol/constrained-model-reader.ts';
import { compileMigration } from '../../../../../node/protocol/problems/migration/compile.ts';
import {
  decodeInventory,
  encodeInventory,
  inventoryCid,
  migrationInventory,
} from '../../../../../node/protocol/problems/migration/migration-inventory.ts';
import { readMigrationProblem } from '../../../../../node/protocol/problems/migration/parameters.ts';
import { planSentences } from '../../../../../node/protocol/problems/migration/plan-sentences.ts';
import { exposureFrom, yearlyCosts } from '../../../../../node/protocol/problems/migration/schedule.ts';
import { assess } from '../../../../../node/protocol/quantum-risk/assess.ts';
import { channelsOf } from '../../../../../node/protocol/quantum-risk/channels.ts';
import { readDataClasses } from '../../../../../node/protocol/quantum-risk/data-classes.ts';
import { readBom } from '../../../../../node/protocol/quantum-risk/read-bom.ts';
import { encodeSample } from '../../../../../node/protocol/sample.ts';
import { expectCode } from '../../../../expect-code.ts';
import { cityClasses, cityInventory } from '../../quantum-risk/city-inventory.fixture.ts';
import { migrationProblem, randomInventory } from './migration.fixture.ts';

const parameters = { quantumMonths: 144, yearlyBudget: 150, years: 5 };
const assessment = assess(channelsOf(readBom(cityInventory)), readDataClasses(cityClasses), 144);
const inventory = migrationInventory(assessment);
const compiled = compileMigration(inventory, migrationProblem(parameters));

describe('a migration problem', () => {
  it('takes from the assessment what a quantum computer would undo, and travels as canonical content', () => {
    expect(inventory.channels.map(({ system, channel }) => `${system}/${channel}`)).to.deep.equal([
      'grid/tls-rsa',
      'hospital/direct',
      'signals/tls-rsa',
    ]);
    const bytes = encodeInventory(inventory);
    expect(decodeInventory(bytes)).to.deep.equal(inventory);
    expect(inventoryCid(decodeInventory(bytes))).to.equal(inventoryCid(inventory));
    const twice = { ...inventory, channels: [...inventory.channels, ...inventory.channels] };
    expectCode('DOCUMENT_INVALID', () => decodeInventory(encodeInventory(twice)));
  });

  it('compiles to a model whose energy is the exposure of the plan, exactly', () => {
    const { channels } = randomInventory(3, 6);
    const some = compileMigration(
      { ...inventory, channels },
      migrationProblem({ ...parameters, yearlyBudget: 10_000 }),
    );
    for (let turn = 0; turn < 6; turn++) {
      const starts = channels.map((_, index) => (index * 5 + turn) % 6);
      const sample = encodeSample(starts, some.model);
      const exposure = channels.reduce((sum, one, at) => sum + exposureFrom(one, starts[at] ?? 0, parameters), 0);
      expect(scoreConstrained(some.model, sample)).to.equal(BigInt(exposure));
      expect(some.decode(starts).exposure).to.equal(exposure);
    }
  });

  it('keeps every year within the budget, those after the plan too', () => {
    const at = (...starts: number[]) => starts;
    // grid costs 100 in each of three years, hospital 100 in each of two, signals 50 in each of two
    const [odd] = inventory.channels.map((one) => yearlyCosts({ ...one, cost: 101, migrationMonths: 36 }));
    expect(odd).to.deep.equal([34, 34, 33]);
    expect(compiled.decode(at(2, 0, 5)).spent).to.deep.equal([100, 100, 100, 100, 100]);
    expect(compiled.decode(at(4, 0, 2)).spent).to.deep.equal([100, 100, 50, 50, 100, 100, 100]);
    expectCode('SAMPLE_BREAKS_CONSTRAINT', () => compiled.decode(at(0, 0, 5)));
    expectCode('SAMPLE_BREAKS_CONSTRAINT', () => compiled.decode(at(4, 3, 4)));
  });

  it('starts from the plan by hand, which is no worse than doing nothing', () => {
    const { baselines, start, model } = compiled;
    expect(scoreConstrained(model, encodeSample(start, model))).to.equal(baselines.greedy);
    expect(baselines.greedy < baselines.nothing).to.equal(true);
  });

  it('has the same root for the same inventory and parameters, and one that can be read again', () => {
    expect(compileMigration(inventory, migrationProblem(parameters)).modelRoot).to.equal(compiled.modelRoot);
    const other = compileMigration(inventory, migrationProblem({ ...parameters, yearlyBudget: 151 }));
    expect(other.modelRoot).to.not.equal(compiled.modelRoot);
    expect(decodeConstrainedModel(compiled.chunks)).to.deep.equal(compiled.model);
  });

  it('tells its plan in words, also what no budget reaches', () => {
    const poor = compileMigration(inventory, migrationProblem({ ...parameters, yearlyBudget: 99 }));
    const words = planSentences(poor.decode(poor.start)).join('\n');
    expect(words).to.include('year 1: starts signals / tls-rsa; spends 50 of 99');
    expect(words).to.include('not within the plan: grid / tls-rsa, because a year of it alone costs more');
  });

  it('is refused without costs, without channels, and with parameters that are none', () => {
    const free = { ...assessment, risks: assessment.risks.map((risk) => ({ ...risk, cost: undefined })) };
    expectCode('MIGRATION_COST_MISSING', () => migrationInventory(free));
    expectCode('MIGRATION_NOTHING', () =>
      compileMigration({ ...inventory, channels: [] }, migrationProblem(parameters)),
    );
    const problem = migrationProblem(parameters);
    expect(readMigrationProblem(problem)).to.deep.equal(problem);
    for (const change of [{ years: 0 }, { years: 51 }, { yearlyBudget: -1 }, { quantumMonths: 0.5 }, { z: 1 }]) {
      const wrong = { ...problem, parameters: { ...parameters, ...change } };
      expectCode('DOCUMENT_INVALID', () => readMigrationProblem(wrong));
    }
    expectCode('DOCUMENT_INVALID', () => readMigrationProblem({ ...problem, kind: 'routes' }));
  });
});
