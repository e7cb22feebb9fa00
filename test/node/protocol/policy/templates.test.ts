import { expect } from 'chai';
import { compilePolicy } from '../../../../node/protocol/policy/compile.ts';
import { describeRule } from '../../../../node/protocol/policy/describe-rule.ts';
import { overduePolicies } from '../../../../node/protocol/policy/review.ts';
import { policyTemplate, templateNames } from '../../../../node/protocol/policy/templates.ts';
import { owner, target, voted } from './policy-document.fixture.ts';

const compiled = (name: (typeof templateNames)[number]) =>
  compilePolicy(JSON.stringify(policyTemplate(name, { name, owner, target, reviewBy: 1_830_000_000 })), voted);
const wordsOf = (name: (typeof templateNames)[number]) => compiled(name).rules.map((rule) => describeRule(rule).text);

describe('a policy template', () => {
  it('says what it enforces in plain words', () => {
    expect(Object.fromEntries(templateNames.map((name) => [name, wordsOf(name)]))).to.deep.equal({
      'open-data': ['Everybody may read, aggregate, derive from, pass on, use in decisions dataset road-counts'],
      'research-only': [
        'Every enrolled participant may read, aggregate, derive from dataset road-counts, for research, once the agencies voted for that participant',
        'Everybody may not pass on dataset road-counts',
      ],
      emergency: ['Every agency may read, use in decisions, enact dataset road-counts, for emergency-response'],
      internal: [
        'Every agency may read, use in decisions dataset road-counts',
        'Every operator may read, use in decisions dataset road-counts',
        'Everybody may not pass on dataset road-counts',
      ],
    });
  });

  it('has an owner, a legal basis and a review date', () => {
    for (const name of templateNames) {
      const { document } = compiled(name);
      expect([document.owner, document.reviewBy]).to.deep.equal([owner, 1_830_000_000]);
      expect(document.legalBasis).to.be.oneOf(['not-personal', 'public-task', 'vital-interests']);
    }
  });

  it('is listed when its review is overdue, the longest overdue first', () => {
    const policies = [30, 10, 20].map((reviewBy) => ({ owner, reviewBy }));
    expect(overduePolicies(policies, 20).map(({ reviewBy }) => reviewBy)).to.deep.equal([10, 20]);
  });
});
