import { expect } from 'chai';
import { createEvaluator, type Verdict } from '../../../node/protocol/policy/evaluate.ts';
import { reasons } from '../../../node/protocol/policy/reasons.ts';
import { assigneeKinds, effects, every, type Rule, targetKinds } from '../../../node/protocol/policy/rules.ts';
import { networkHelpers } from '../network.fixture.ts';
import { verdictsOnChain } from './policy-city.fixture.ts';
import { deployRandomCity, type RandomCity, seed } from './random-city.fixture.ts';

const least = 100;
const limits = ['part', 'every', 'purposes', 'from', 'until', 'count', 'vote'];
const ruleKinds = [...effects, ...assigneeKinds, ...targetKinds.slice(1), ...limits];

/** Every kind that a rule is of. */
function kindsOf({ effect, assignee, target, purposes, from, until, count, needsVote }: Rule): string[] {
  const has: Record<string, boolean> = {
    part: target.part !== every,
    every: target.name === every,
    purposes: purposes.length > 0,
    from: from > 0,
    until: until > 0,
    count: count > 0,
    vote: needsVote,
  };
  return [effect, assignee.kind, target.kind, ...limits.filter((name) => has[name])];
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

describe(`the two policy evaluators (seed ${seed})`, function () {
  this.timeout(120_000);
  let city: RandomCity;
  let onChain: Verdict[];
  let offChain: Verdict[];

  before(async () => {
    city = await networkHelpers.loadFixture(deployRandomCity);
    onChain = await verdictsOnChain(city, city.requests);
    const evaluate = createEvaluator(city.inForce);
    offChain = city.requests.map((request) => evaluate(request, city.factsOf(request)));
  });

  it('give the same verdict, reason, policy and rule on 5,000 random cases', () => {
    expect(onChain).to.have.length(5_000);
    const differing = city.requests.filter(
      (_, index) => String(Object.values(onChain[index] ?? {})) !== String(Object.values(offChain[index] ?? {})),
    );
    expect(differing).to.deep.equal([]);
    expect(offChain).to.deep.equal(onChain);
  });

  it('permit at least one in five of them', () => {
    const permits = onChain.filter(({ isPermitted }) => isPermitted).length;
    console.log(`      permits: ${permits} of ${onChain.length}`);
    expect(permits / onChain.length).to.be.at.least(0.2);
  });

  it('meet every reason at least a hundred times', () => {
    const counts = tally(onChain.map(({ reason }) => reason));
    console.log(`      reasons: ${JSON.stringify(counts)}`);
    for (const reason of reasons) expect(counts[reason] ?? 0, reason).to.be.at.least(least);
  });

  it('meet every kind of rule at least a hundred times as the one that decides', () => {
    const byId = new Map(city.inForce.map(({ id, rules }) => [id, rules]));
    const deciding = onChain.flatMap(({ policyId, ruleIndex }) => byId.get(policyId)?.[ruleIndex] ?? []);
    const counts = tally(deciding.flatMap(kindsOf));
    console.log(`      rule kinds: ${JSON.stringify(counts)}`);
    for (const kind of ruleKinds) expect(counts[kind] ?? 0, kind).to.be.at.least(least);
  });

  it('agree on what may be exercised, and on the counts that are left', () => {
    const permitted = city.exercised.filter(({ onChain }) => onChain !== 'denied').length;
    console.log(`      exercised: ${permitted} of ${city.exercised.length}`);
    expect(permitted).to.be.greaterThan(30);
    expect(city.exercised.map(({ offChain }) => offChain)).to.deep.equal(city.exercised.map(({ onChain }) => onChain));
  });
});
