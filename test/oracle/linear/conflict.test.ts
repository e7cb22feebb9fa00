import { expect } from 'chai';
import { violationOf } from '../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, variablesOf } from '../../../node/protocol/constrained-model.ts';
import type { Rule } from '../../../node/protocol/lowerings/linear.ts';
import { conflictOf } from '../../../oracle/linear/conflict.ts';
import { highs } from '../../../oracle/linear/highs.ts';
import { leastConstrained, randomFullModel } from '../random-constrained-model.fixture.ts';

/** Whether some bits meet these rules, and every integer's range, of a model. */
function canMeet(model: ConstrainedModel, rules: readonly Rule[]): boolean {
  const has = (kind: Rule['kind'], index: number) => rules.some((rule) => rule.kind === kind && rule.index === index);
  const grouped = model.groups.reduce((sum, { size }) => sum + size, 0);
  let next = 0;
  const groups = model.groups.map(({ size }) => {
    next += size;
    return Array.from({ length: size }, (_, at) => next - size + at);
  });
  const relaxed: ConstrainedModel = {
    ...model,
    groups: [],
    binaries: model.binaries + grouped,
    constraints: model.constraints.filter((_, index) => has('constraint', index)),
    cardinalities: [
      ...model.cardinalities.filter((_, index) => has('cardinality', index)),
      ...groups.filter((_, index) => has('group', index)).map((variables) => ({ variables, least: 1, most: 1 })),
    ],
    flows: model.flows.filter((_, index) => has('flow', index)),
  };
  const size = variablesOf(model);
  for (let code = 0; code < 2 ** size; code++) {
    const bits = Array.from({ length: size }, (_, at) => (code >> at) & 1);
    if (violationOf(relaxed, bits) === undefined) return true;
  }
  return false;
}

describe('an irreducible conflict', () => {
  it('is found in random models that no sample meets, and none of its rules can be spared', async () => {
    const engine = await highs();
    let conflicts = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const model = randomFullModel(seed);
      const conflict = await conflictOf(engine, model);
      expect(conflict === undefined, `seed ${seed}`).to.equal(leastConstrained(model) !== undefined);
      if (conflict === undefined) continue;
      conflicts++;
      expect(conflict.status).to.equal('proven');
      expect(canMeet(model, conflict.rules), `seed ${seed}: together`).to.equal(false);
      for (const spared of conflict.rules) {
        expect(
          canMeet(
            model,
            conflict.rules.filter((rule) => rule !== spared),
          ),
          `seed ${seed}: without one`,
        ).to.equal(true);
      }
    }
    expect(conflicts).to.be.greaterThan(5);
  });
});
