import { expect } from 'chai';
import { sha256 } from 'viem';
import { compilePolicy } from '../../../../node/protocol/policy/compile.ts';
import { decodeRules } from '../../../../node/protocol/policy/rules-codec.ts';
import { permission, policyWith, target, textWith, voted } from './policy-document.fixture.ts';

const purpose = (rightOperand: string | string[], operator = 'eq') => ({
  leftOperand: 'purpose',
  operator,
  rightOperand,
});
const at = (operator: string, rightOperand: string) => ({ leftOperand: 'dateTime', operator, rightOperand });
const compile = (parts: Parameters<typeof textWith>[0]) => compilePolicy(textWith(parts), voted);
const ruleOf = (parts: object) => compile({ permission: [{ ...permission, ...parts }] }).rules[0];

describe('compiling a policy', () => {
  it('gives the rule that was written', () => {
    expect(compile({}).rules).to.deep.equal([
      {
        effect: 'permission',
        assignee: { kind: 'KIND', participantKind: 'AGENCY' },
        target: { kind: 'DATASET', name: 'road-counts', part: '*' },
        actions: ['read'],
        purposes: [],
        from: 0,
        until: 0,
        count: 0,
        needsVote: false,
      },
    ]);
  });

  it('hashes the canonical bytes, whatever the order and the white space', () => {
    const one = compilePolicy(textWith({}), voted);
    const reversed = Object.fromEntries(Object.entries(policyWith({})).reverse());
    const other = compilePolicy(new TextEncoder().encode(JSON.stringify(reversed, undefined, 3)), voted);
    expect(other.digest).to.equal(one.digest).and.to.equal(sha256(one.document.canonical));
    expect(other.ruleBytes).to.deep.equal(one.ruleBytes);
  });

  it('gives bytes that read back as the same rules', () => {
    const { rules, ruleBytes } = compile({
      permission: [
        { ...permission, assignee: ['urn:qdt:enrolled', 'urn:qdt:role:GUARDIAN'], action: ['read', 'enact'] },
        { ...permission, assignee: 'urn:qdt:participant:0x52908400098527886E0F7030069857D2E4169EE7' },
        { ...permission, target: ['urn:qdt:entity:Road:speed', 'urn:qdt:decision:*', 'urn:qdt:collection:roads'] },
        { ...permission, constraint: [purpose(['urn:qdt:purpose:research', 'urn:qdt:purpose:audit'], 'isAnyOf')] },
      ],
    });
    expect(rules).to.have.length(7);
    expect(decodeRules(ruleBytes)).to.deep.equal(
      rules.map((rule) => ({ ...rule, purposes: [...rule.purposes].sort() })),
    );
  });

  it('reads times, with the edges that the operators say', () => {
    const [early, late] = ['2027-01-01T00:00:00Z', '2027-02-01T00:00:00Z'];
    const seconds = [early, late].map((text) => Date.parse(text) / 1000);
    const open = ruleOf({ constraint: [at('gteq', early), at('lt', late)] });
    expect([open?.from, open?.until]).to.deep.equal(seconds);
    const shut = ruleOf({ constraint: [at('gt', early), at('lteq', late)] });
    expect([shut?.from, shut?.until]).to.deep.equal(seconds.map((time) => time + 1));
  });

  it('reads counts and votes', () => {
    const count = { leftOperand: 'count', operator: 'lt', rightOperand: { '@value': '6', '@type': 'xsd:integer' } };
    const duty = [{ action: 'obtainConsent', consentingParty: 'urn:qdt:agencies' }];
    const rule = ruleOf({ constraint: [count], duty });
    expect([rule?.count, rule?.needsVote]).to.deep.equal([5, true]);
  });

  it('lets all constraints hold together', () => {
    const rule = ruleOf({
      constraint: [
        purpose(['urn:qdt:purpose:research', 'urn:qdt:purpose:audit'], 'isAnyOf'),
        purpose('urn:qdt:purpose:audit'),
        { leftOperand: 'count', operator: 'lteq', rightOperand: 9 },
        { leftOperand: 'count', operator: 'lteq', rightOperand: 4 },
      ],
    });
    expect([rule?.purposes, rule?.count]).to.deep.equal([['audit'], 4]);
  });

  it('counts each action by itself, as ODRL expands them', () => {
    const parts = {
      action: ['read', 'derive'],
      constraint: [{ leftOperand: 'count', operator: 'lteq', rightOperand: 2 }],
    };
    const { rules } = compile({ permission: [{ ...permission, ...parts }] });
    expect(rules.map(({ actions }) => actions)).to.deep.equal([['read'], ['derive']]);
  });

  it('takes use for every use when it is prohibited, and leaves the original alone when it is permitted', () => {
    const { rules, unenforceable } = compile({
      permission: [{ ...permission, action: 'use' }],
      prohibition: [{ ...permission, target: 'urn:qdt:dataset:other', action: 'use' }],
    });
    const uses = ['read', 'aggregate', 'derive', 'distribute', 'decide'];
    expect(rules[0]?.actions).to.deep.equal(uses);
    expect(rules[1]?.actions).to.have.members([...uses, 'modify', 'delete']);
    expect(unenforceable.map(({ consequence }) => consequence)).to.deep.equal(['nothing']);
  });

  it('tells which permissions a prohibition narrows', () => {
    const { conflicts } = compile({
      permission: [{ ...permission, assignee: 'urn:qdt:anyone', action: ['read', 'derive'] }],
      prohibition: [
        { assignee: 'urn:qdt:anyone', target, action: 'derive' },
        { assignee: 'urn:qdt:kind:COMPANY', target, action: 'read' },
        { assignee: 'urn:qdt:anyone', target: 'urn:qdt:dataset:other', action: 'read' },
      ],
    });
    expect(conflicts.map(({ kind, prohibition }) => [kind, prohibition])).to.deep.equal([
      ['narrowed', 1],
      ['evadable', 2],
    ]);
  });
});
