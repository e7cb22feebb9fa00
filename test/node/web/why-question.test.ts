import { expect } from 'chai';
import {
  questionAbout,
  questionQuery,
  questionText,
  readQuestion,
  type WhyQuestion,
} from '../../../node/web/why-question.ts';

const question: WhyQuestion = {
  participant: `0x${'ab'.repeat(20)}`,
  targetKind: 'entity',
  target: 'AirQualityObserved/no2',
  action: 'read',
  purpose: 'research',
  at: 1_800_000_000,
};

describe('question of who may do what', () => {
  it('comes back from its address as it went', () => {
    expect(readQuestion(questionText(question))).to.deep.equal(question);
    const stranger: WhyQuestion = { participant: '', targetKind: 'dataset', target: 'x', action: 'enact', purpose: '' };
    expect(readQuestion(questionText(stranger))).to.deep.equal(stranger);
  });

  it('calls a stranger “anyone” and leaves out what is not asked', () => {
    const { participant, purpose, at } = { ...question, participant: '', purpose: '' };
    expect(questionQuery({ ...question, participant, purpose })).to.deep.equal({
      participant: 'anyone',
      target: 'entity:AirQualityObserved/no2',
      action: 'read',
      at,
    });
  });

  it('is no question without a target or with an action that is none', () => {
    for (const query of ['', 'target=dataset:x', 'target=dataset%3A&action=read', 'target=house%3Ax&action=read'])
      expect(readQuestion(query), query).to.equal(undefined);
  });

  it('begins with what a rule is about', () => {
    const rule = {
      effect: 'permission',
      assignee: { kind: 'ANYONE' },
      target: { kind: 'DATASET', name: 'x', part: '*' },
      actions: ['derive'],
      purposes: [],
      from: 0,
      until: 0,
      count: 0,
      needsVote: false,
    } as const;
    expect(readQuestion(questionAbout(rule))).to.include({ targetKind: 'dataset', target: 'x', action: 'derive' });
  });
});
