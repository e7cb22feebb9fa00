import { expect } from 'chai';
import { createAnswerTimes } from '../../../node/governance/answer-times.ts';
import type { PolicyView } from '../../../node/governance/policies.ts';
import { owner, permission, policyWith } from '../protocol/policy/policy-document.fixture.ts';

const day = 86_400;
const within = (days: string) => ({
  action: 'answer',
  constraint: [{ leftOperand: 'elapsedTime', operator: 'lteq', rightOperand: days }],
});
const about = (target: string, days: string) => ({ ...permission, target, duty: [within(days)] });

describe('the time within which questions must be answered', () => {
  const roads = policyWith({
    permission: [about('urn:qdt:decision:routes', 'P14D'), about('urn:qdt:dataset:a', 'P3D')],
  });
  const all = policyWith({ permission: [about('urn:qdt:decision:*', 'P20D')] });
  const views = [
    viewOf(1, { document: roads }),
    viewOf(2, { document: all }),
    viewOf(3, { document: policyWith({}) }),
    viewOf(4, {
      document: policyWith({ permission: [about('urn:qdt:decision:*', 'P1D')] }),
      documentState: 'differing',
    }),
    viewOf(5, { documentState: 'missing' }),
  ];
  const times = createAnswerTimes({
    get: async (id) => views.find((view) => view.id === id),
    list: async () => views,
  });

  it('is a policy’s shortest, for its owner; none where it says nothing', async () => {
    expect(await times.policy('1')).to.deep.equal({ asked: owner, answerWithinSeconds: 3 * day });
    expect(await times.policy('3')).to.deep.equal({ asked: owner });
    expect(await times.policy('9')).to.equal(undefined);
    expect(await times.policy('0x1')).to.equal(undefined);
  });

  it('is for decisions what policies say that name their kind, and only documents that are the voted ones', async () => {
    expect(await times.decisions('routes')).to.equal(14 * day);
    expect(await times.decisions('feeder')).to.equal(20 * day);
    const none = createAnswerTimes({ get: async () => undefined, list: async () => [] });
    expect(await none.decisions('routes')).to.equal(undefined);
  });
});

function viewOf(id: number, parts: Partial<PolicyView>): PolicyView {
  return {
    id,
    state: 'PUBLISHED',
    owner,
    legalBasis: 'public-task',
    reviewBy: 1_830_000_000,
    isOverdue: false,
    publishedAt: 1,
    publishedBy: '0',
    documentCid: 'b',
    documentState: 'matching',
    rules: [],
    notEnforced: [],
    changes: [],
    ...parts,
  };
}
