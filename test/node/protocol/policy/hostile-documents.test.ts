import { expect } from 'chai';
import { compilePolicy } from '../../../../node/protocol/policy/compile.ts';
import { contextNames } from '../../../../node/protocol/policy/contexts.ts';
import type { Json } from '../../../../node/protocol/policy/strict-json.ts';
import { expectCode } from '../../../expect-code.ts';
import { permission, target, textWith, voted } from './policy-document.fixture.ts';

const purpose = (name: string) => ({ leftOperand: 'purpose', operator: 'eq', rightOperand: `urn:qdt:purpose:${name}` });
const at = (operator: string, rightOperand: string) => ({ leftOperand: 'dateTime', operator, rightOperand });
const ruled = (parts: { [key: string]: Json }): { [key: string]: Json } => ({
  permission: [{ ...permission, ...parts }],
});

/** Each is refused with its code; nothing here ever touches the network. */
const refusals: Record<string, { [key: string]: Json }[]> = {
  POLICY_CONTEXT_NOT_PINNED: [
    { '@context': 'https://example.org/context.jsonld' },
    { '@context': [...contextNames, 'https://example.org/context.jsonld'] },
    { '@context': [contextNames[1], contextNames[0]] },
    { '@context': [contextNames[0], { read: 'http://www.w3.org/ns/odrl/2/delete' }] },
    { '@context': {} },
    ruled({ '@context': [...contextNames] }),
  ],
  POLICY_ID_CHARACTER: [
    { uid: 'urn:qdt:policy:cоunts' },
    { assigner: 'urn:qdt:participant:0x００00000000000000000000000000000000000aa' },
    ruled({ target: 'urn:qdt:dataset:road counts' }),
    ruled({ target: 'urn:qdt:dataset:-roads' }),
    ruled({ target: 'urn:qdt:entity:Road:sрeed' }),
    ruled({ асtion: 'read' }),
    ruled({ constraint: [purpose('rese\u200barch')] }),
    ruled({ target: 'urn:qdt:dataset:roads%2e' }),
  ],
  POLICY_TERM_UNKNOWN: [{ permissions: [] }, { description: 'text' }, ruled({ actions: 'read' }), { __proto__x: 1 }],
  POLICY_CONTRADICTORY: [
    { prohibition: [permission] },
    { prohibition: [{ ...permission, assignee: 'urn:qdt:anyone', action: 'use' }] },
    { prohibition: [{ ...permission, assignee: 'urn:qdt:enrolled', target: 'urn:qdt:dataset:*' }] },
    { permission: [permission, permission] },
    ruled({ constraint: [purpose('research'), purpose('audit')] }),
    ruled({ constraint: [at('gteq', '2027-02-01T00:00:00Z'), at('lt', '2027-01-01T00:00:00Z')] }),
    ruled({ constraint: [{ leftOperand: 'count', operator: 'lt', rightOperand: 1 }] }),
  ],
  POLICY_PURPOSE_NOT_VOTED: [
    ruled({ constraint: [purpose('marketing')] }),
    ruled({ constraint: [purpose('Research')] }),
  ],
  POLICY_TOO_MANY_RULES: [ruled({ target: Array.from({ length: 129 }, (_, index) => `urn:qdt:dataset:d${index}`) })],
  POLICY_INVALID: [
    { '@type': 'Agreement' },
    { conflict: 'perm' },
    { profile: 'urn:other' },
    { legalBasis: 'because' },
    { legalBasis: 'none' },
    { reviewDate: '2027-06-30' },
    { reviewDate: '2027-02-30T00:00:00Z' },
    { uid: 'urn:qdt:policy:' },
    { uid: 'https://example.org/policy' },
    { assigner: 'urn:qdt:participant:0x0000000000000000000000000000000000000000' },
    { assigner: 7 },
    { inheritFrom: 'urn:qdt:policy:other' },
    { target },
    { permission: [] },
    { permission: ['read'] },
    ruled({ assignee: [] }),
    ruled({ assignee: 'urn:qdt:role:256' }),
    ruled({ assignee: 'urn:qdt:kind:NONE' }),
    ruled({ assignee: 'urn:qdt:role:01' }),
    ruled({ assignee: { '@type': 'PartyCollection', refinement: [] } }),
    ruled({ target: 'urn:qdt:dataset:roads:lanes' }),
    ruled({ target: 'urn:qdt:entity:*:speed' }),
    ruled({ target: `urn:qdt:dataset:${'a'.repeat(32)}` }),
    ruled({ target: `urn:qdt:dataset:0x${'61'.repeat(3)}${'00'.repeat(29)}` }),
    ruled({ action: 'fly' }),
    ruled({ action: [] }),
    ruled({ constraint: [{ leftOperand: 'count', operator: 'lteq', rightOperand: 2.5 }] }),
    ruled({ constraint: [{ leftOperand: 'purpose', operator: 'eq', rightOperand: [] }] }),
    ruled({ assignee: 'urn:qdt:anyone', constraint: [{ leftOperand: 'count', operator: 'lteq', rightOperand: 2 }] }),
  ],
};

describe('a hostile policy document', () => {
  for (const [code, cases] of Object.entries(refusals))
    it(`is refused with ${code}`, () => {
      expect(cases).not.to.have.length(0);
      for (const parts of cases) expectCode(code, () => compilePolicy(textWith(parts), voted));
    });

  it('is told which character may not be there, and where', () => {
    expect(() => compilePolicy(textWith({ uid: 'urn:qdt:policy:c\u043eunts' }), voted)).to.throw(
      /field=uid character=U\+043E position=16/,
    );
  });

  it('is refused when a key stands twice', () => {
    const twice = textWith({}).replace('"conflict"', '"conflict":"perm","conflict"');
    expectCode('POLICY_DUPLICATE_KEY', () => compilePolicy(twice, voted));
  });

  it('is refused when it nests 10,000 levels', () => {
    const nested = textWith({ obligation: [] }).replace('"obligation":[]', `"obligation":${'['.repeat(10_000)}`);
    expectCode('POLICY_TOO_DEEP', () => compilePolicy(nested, voted));
  });

  it('is refused beyond 64 KiB before it is read', () => {
    expectCode('POLICY_TOO_LARGE', () => compilePolicy(' '.repeat(65_537), voted));
    expectCode('POLICY_TOO_LARGE', () => compilePolicy(new Uint8Array(65_537), voted));
  });

  it('is refused when it is not UTF-8, or no object', () => {
    expectCode('POLICY_JSON_INVALID', () => compilePolicy(new Uint8Array([0x22, 0xff, 0x22]), voted));
    expectCode('POLICY_INVALID', () => compilePolicy('[]', voted));
  });
});
