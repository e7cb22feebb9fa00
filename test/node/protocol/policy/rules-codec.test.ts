import { expect } from 'chai';
import { bytesOfName, nameOfBytes } from '../../../../node/protocol/policy/names.ts';
import type { Rule } from '../../../../node/protocol/policy/rules.ts';
import { decodeRules, encodeRules } from '../../../../node/protocol/policy/rules-codec.ts';
import { expectCode } from '../../../expect-code.ts';

const rule: Rule = {
  effect: 'permission',
  assignee: { kind: 'ROLE', role: 255n },
  target: { kind: 'ENTITY', name: 'Road', part: 'speed' },
  actions: ['read', 'enact'],
  purposes: ['audit', 'research'],
  from: 2 ** 40,
  until: 2 ** 48 - 1,
  count: 2 ** 32 - 1,
  needsVote: true,
};

describe('the bytes of rules', () => {
  it('are one table of purposes and 128 bytes a rule', () => {
    const bytes = encodeRules([rule, { ...rule, purposes: [] }]);
    expect(bytes).to.have.length(1 + 2 * 32 + 2 * 128);
    expect(decodeRules(bytes)).to.deep.equal([rule, { ...rule, purposes: [] }]);
  });

  it('are refused when one of them is changed to what no rule is', () => {
    const bytes = encodeRules([rule]);
    const head = 1 + 2 * 32;
    const wrong = [
      { at: 0, value: 17 },
      { at: 1, value: 0xff },
      { at: head, value: 2 },
      { at: head + 1, value: 5 },
      { at: head + 22, value: 0 },
      { at: head + 24, value: 2 },
      { at: head + 31, value: 1 },
      { at: head + 96, value: 1 },
    ];
    for (const { at, value } of wrong) {
      const changed = bytes.with(at, value);
      expect(() => decodeRules(changed), String(at)).to.throw();
    }
    expect(wrong).to.have.length(8);
    expect(() => decodeRules(bytes.slice(0, -1))).to.throw();
  });

  it('read back for as many rules as there may be', () => {
    const rules = Array.from({ length: 128 }, (_, index) => ({ ...rule, count: index }));
    expect(decodeRules(encodeRules(rules))).to.deep.equal(rules);
  });

  it('hold at most 128 rules, 16 purposes and 8 roles', () => {
    expectCode('POLICY_TOO_MANY_RULES', () => encodeRules([]));
    expectCode('POLICY_TOO_MANY_RULES', () => encodeRules(Array.from({ length: 129 }, () => rule)));
    const purposes = Array.from({ length: 17 }, (_, index) => `purpose-${index}`);
    const roles = Array.from({ length: 9 }, (_, index) => BigInt(index));
    const ruled = roles.map((role): Rule => ({ ...rule, assignee: { kind: 'ROLE', role } }));
    expect(encodeRules(ruled.slice(1))).not.to.have.length(0);
    expectCode('POLICY_TOO_MANY_ROLES', () => encodeRules(ruled));
    expectCode('POLICY_TOO_MANY_PURPOSES', () => encodeRules([{ ...rule, purposes }]));
  });

  it('name a thing in one way only', () => {
    const id = `0x${'ab'.repeat(32)}` as const;
    for (const name of ['a', 'Road.v2-x_1', 'a'.repeat(31), id, '*'])
      expect(nameOfBytes(bytesOfName(name))).to.equal(name);
  });
});
