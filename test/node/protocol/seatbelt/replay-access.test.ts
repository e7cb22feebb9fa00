import { expect } from 'chai';
import { bytesToHex } from 'viem';
import type { Rule } from '../../../../node/protocol/policy/rules.ts';
import { encodeRules } from '../../../../node/protocol/policy/rules-codec.ts';
import { type PolicyState, stateAfter } from '../../../../node/protocol/seatbelt/policy-state.ts';
import { type ReplayedRequest, replayAccess } from '../../../../node/protocol/seatbelt/replay-access.ts';
import { addressOf, quiet } from './run.fixture.ts';

const [company, agency] = [addressOf('c'), addressOf('a')];
const read: ReplayedRequest = {
  participant: company,
  target: 'urn:qdt:dataset:road-counts',
  action: 'read',
  purpose: '',
  collections: [],
};
const forAgencies: Rule = {
  effect: 'permission',
  assignee: { kind: 'ROLE', role: 1n },
  target: { kind: 'DATASET', name: 'road-counts', part: '*' },
  actions: ['read'],
  purposes: [],
  from: 0,
  until: 0,
  count: 0,
  needsVote: false,
};
const today: PolicyState = {
  policies: [{ id: 1, rules: [forAgencies] }],
  factsOf: (participant) => ({
    participant: { kind: 'COMPANY', isSuspended: false, roles: new Set(participant === agency ? [1n] : []) },
    isVotedPurpose: () => false,
    usageOf: () => ({ used: 0, approvedUntil: 0 }),
  }),
};

describe('a replay of access records', () => {
  const { time } = quiet;
  const records = [read, read, { ...read, participant: agency }, { ...read, action: 'delete' } as const];
  const grant = { since: 5, until: 0, delaySeconds: 0, proposal: 1n };

  it('finds no flip where nothing changes', () => {
    expect(replayAccess(records, today, stateAfter(today, quiet, quiet), time)).to.deep.equal({
      records: 4,
      permitsBefore: 1,
      permitsAfter: 1,
      flips: [],
    });
  });

  it('follows a role to another participant, and groups what is alike', () => {
    const before = { ...quiet, roles: [{ role: 1n, account: agency, ...grant }] };
    const after = { ...quiet, roles: [{ role: 1n, account: company, ...grant }] };
    const { flips, permitsAfter } = replayAccess(records, today, stateAfter(today, before, after), time);
    expect(permitsAfter).to.equal(2);
    expect(
      flips.map((flip) => [flip.participant, flip.before, flip.after, flip.reasonAfter, flip.count]),
    ).to.deep.equal([
      [company, 'deny', 'permit', 'PERMITTED', 2],
      [agency, 'permit', 'deny', 'NOT_ASSIGNEE', 1],
    ]);
  });

  it('follows policies, suspensions, purposes and approvals', () => {
    const rules = bytesToHex(encodeRules([{ ...forAgencies, assignee: { kind: 'ANYONE' } }]));
    const policy = { owner: agency, reviewBy: time + 9, rules };
    const opened = { ...quiet, policies: [{ id: 2, state: 'PUBLISHED', ...policy } as const] };
    const suspended = {
      ...opened,
      participants: [{ account: company, kind: 'COMPANY', status: 'SUSPENDED', profile: '' } as const],
    };
    const retired = { ...quiet, policies: [{ id: 1, state: 'RETIRED', ...policy } as const] };
    const permits = (after: typeof quiet) =>
      replayAccess(records, today, stateAfter(today, quiet, after), time).permitsAfter;
    expect([opened, suspended, retired].map(permits)).to.deep.equal([3, 1, 0]);

    const voted: PolicyState = {
      ...today,
      policies: [
        { id: 1, rules: [{ ...forAgencies, assignee: { kind: 'ANYONE' }, purposes: ['audit'], needsVote: true }] },
      ],
    };
    const asked = [{ ...read, purpose: 'audit' }];
    const purposes = [{ purpose: 'audit', isVoted: true }];
    const approvals = [{ policyId: 1, ruleIndex: 0, participant: company, until: time + 1 }];
    const [unapproved, approved] = [
      { ...quiet, purposes },
      { ...quiet, purposes, approvals },
    ];
    const reasonOf = (after: typeof quiet) => replayAccess(asked, voted, stateAfter(voted, quiet, after), time);
    expect(reasonOf(unapproved).permitsAfter).to.equal(0);
    expect(reasonOf(approved).flips.map(({ reasonBefore }) => reasonBefore)).to.deep.equal(['PURPOSE_NOT_VOTED']);
  });
});
