import { expect } from 'chai';
import { answerDuties } from '../../../../node/protocol/policy/answer-duty.ts';
import { compilePolicy } from '../../../../node/protocol/policy/compile.ts';
import type { Json } from '../../../../node/protocol/policy/strict-json.ts';
import { expectCode } from '../../../expect-code.ts';
import { permission, textWith, voted } from './policy-document.fixture.ts';

const within = (rightOperand: Json) => ({
  action: 'answer',
  constraint: [{ leftOperand: 'elapsedTime', operator: 'lteq', rightOperand }],
});
const compile = (duty: Json) => compilePolicy(textWith({ permission: [{ ...permission, duty: [duty] }] }), voted);

describe('the duty to answer questions', () => {
  it('makes no rule and no promise: the node keeps it, and the author is told so', () => {
    const { rules, unenforceable, document } = compile(within('P14D'));
    expect(rules).to.deep.equal(compilePolicy(textWith({}), voted).rules);
    expect(unenforceable).to.deep.equal([
      { field: 'permission[0].duty[0]', says: 'answer questions within 14 days', consequence: 'node' },
    ]);
    const [duty, ...others] = answerDuties(document);
    expect(duty?.withinSeconds).to.equal(14 * 86_400);
    expect(duty?.targets).to.deep.equal([{ kind: 'DATASET', name: 'road-counts', part: '*' }]);
    expect(others).to.deep.equal([]);
  });

  it('may carry its type', () => {
    const typed = compile(within({ '@value': 'P1D', '@type': 'xsd:duration' }));
    expect(answerDuties(typed.document).map(({ withinSeconds }) => withinSeconds)).to.deep.equal([86_400]);
    expect(answerDuties(compilePolicy(textWith({}), voted).document)).to.deep.equal([]);
  });

  it('is refused without a deadline of whole days, or with two', () => {
    const twice = { ...within('P2D'), constraint: [...within('P2D').constraint, ...within('P3D').constraint] };
    const wrong = [within('P0D'), within('P366D'), within('PT5H'), within(14), { action: 'answer' }, twice];
    for (const duty of wrong) expectCode('POLICY_INVALID', () => compile(duty));
  });
});
