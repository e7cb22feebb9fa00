import { expect } from 'chai';
import { describeRule } from '../../../../node/protocol/policy/describe-rule.ts';
import { every, type Rule } from '../../../../node/protocol/policy/rules.ts';
import { policySentences } from '../../../../node/protocol/policy/sentences.ts';

const rule: Rule = {
  effect: 'permission',
  assignee: { kind: 'ROLE', role: 3n },
  target: { kind: 'ENTITY', name: 'Road', part: 'speed' },
  actions: ['read', 'modify'],
  purposes: ['audit', 'research'],
  from: 1_830_000_000,
  until: 1_830_000_060,
  count: 2,
  needsVote: true,
};

describe('a rule in words', () => {
  it('says all that the rule says', () => {
    expect(describeRule(rule).text).to.equal(
      'Whoever has the role GUARDIAN may read, change speed of Road of the twin, for audit or research, ' +
        'from 2027-12-28T13:20:00Z, until 2027-12-28T13:21:00Z, at most 2 times each, ' +
        'once the agencies voted for that participant',
    );
  });

  it('has a sentence for every target and assignee, with no place left open', () => {
    const rules: Rule[] = [
      { ...rule, target: { kind: 'DATASET', name: every, part: every }, assignee: { kind: 'ANYONE' } },
      { ...rule, target: { kind: 'COLLECTION', name: 'roads', part: every }, assignee: { kind: 'ENROLLED' } },
      {
        ...rule,
        target: { kind: 'ENTITY', name: 'Road', part: every },
        assignee: { kind: 'ACCOUNT', account: '0xaa' },
      },
      { ...rule, target: { kind: 'DECISION', name: every, part: every }, effect: 'prohibition' },
      { ...rule, assignee: { kind: 'KIND', participantKind: 'COMPANY' } },
    ];
    for (const one of rules)
      for (const { key, text } of describeRule(one).phrases) {
        expect(policySentences).to.have.property(key);
        expect(text).not.to.match(/[{}]/);
      }
    expect(rules).to.have.length(5);
  });
});
