import { expect } from 'chai';
import { compilePolicy } from '../../../../node/protocol/policy/compile.ts';
import { permission, textWith, voted } from './policy-document.fixture.ts';

const spatial = { leftOperand: 'spatial', operator: 'eq', rightOperand: 'urn:area:centre' };
const compile = (parts: Parameters<typeof textWith>[0]) => compilePolicy(textWith(parts), voted);

describe('what a policy says and nobody can enforce', () => {
  it('sends a permission to a vote, with the place and the words', () => {
    const { rules, unenforceable } = compile({ permission: [{ ...permission, constraint: [spatial] }] });
    expect(rules[0]?.needsVote).to.equal(true);
    expect(unenforceable).to.deep.equal([
      { field: 'permission[0].constraint[0]', says: 'spatial eq "urn:area:centre"', consequence: 'vote' },
    ]);
  });

  it('leaves nothing of a permission for everybody, of whom nobody can vote', () => {
    const anyone = { ...permission, assignee: 'urn:qdt:anyone', constraint: [spatial] };
    const { rules, unenforceable } = compile({ permission: [permission, anyone] });
    expect(rules).to.have.length(1);
    expect(unenforceable.map(({ consequence }) => consequence)).to.deep.equal(['nothing']);
  });

  it('makes a prohibition hold in every case', () => {
    const count = { leftOperand: 'count', operator: 'lteq', rightOperand: 3 };
    const prohibition = [{ ...permission, action: 'derive', constraint: [spatial, count] }];
    const { rules, unenforceable } = compile({ prohibition });
    expect(rules[1]).to.include({ effect: 'prohibition', count: 0, needsVote: false });
    expect(unenforceable.map(({ consequence }) => consequence)).to.deep.equal(['broader', 'broader']);
  });

  it('stays a promise, where it is a duty or an obligation', () => {
    const duty = [{ action: 'attribute' }, { action: 'delete', constraint: [spatial] }];
    const obligation = [{ action: 'compensate', assignee: 'urn:qdt:enrolled' }];
    const { rules, unenforceable } = compile({ permission: [{ ...permission, duty }], obligation });
    expect(rules[0]?.needsVote).to.equal(false);
    expect(unenforceable.map(({ field, consequence }) => `${field} ${consequence}`)).to.deep.equal([
      'permission[0].duty[0] promise',
      'permission[0].duty[1] promise',
      'obligation[0] promise',
    ]);
  });

  it('is said of every term that is understood only in part', () => {
    const parts = [
      { constraint: [{ and: [spatial, spatial] }] },
      { constraint: [{ ...spatial, unit: 'km' }] },
      { constraint: [{ leftOperand: 'purpose', operator: 'neq', rightOperand: 'urn:qdt:purpose:audit' }] },
      { constraint: [{ leftOperand: 'count', operator: 'gteq', rightOperand: 2 }] },
      { constraint: [{ leftOperand: 'dateTime', operator: 'neq', rightOperand: '2027-01-01T00:00:00Z' }] },
      { action: [{ 'rdf:value': { '@id': 'odrl:read' }, refinement: [spatial] }] },
      { duty: [{ action: 'obtainConsent', consentingParty: 'urn:someone' }] },
      { output: 'urn:qdt:dataset:derived' },
      { remedy: [{ action: 'delete' }] },
      { assigner: 'urn:someone' },
    ];
    for (const part of parts) {
      const { rules, unenforceable } = compile({ permission: [{ ...permission, ...part }] });
      expect(unenforceable, JSON.stringify(part)).to.have.length(1);
      expect([unenforceable[0]?.consequence, rules[0]?.needsVote]).to.deep.equal(['vote', true]);
    }
    expect(parts).to.have.length(10);
  });

  it('is said of actions that nobody here can hold back', () => {
    const { rules, unenforceable } = compile({
      permission: [permission, { ...permission, action: ['print', 'derive'] }],
      prohibition: [{ ...permission, action: 'watermark' }],
    });
    expect(rules.map(({ actions }) => actions)).to.deep.equal([['read'], ['derive']]);
    expect(unenforceable.map(({ says, consequence }) => [says, consequence])).to.deep.equal([
      ['print', 'nothing'],
      ['watermark', 'promise'],
    ]);
  });
});
