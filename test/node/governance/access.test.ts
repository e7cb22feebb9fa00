import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { type Address, bytesToHex, zeroAddress } from 'viem';
import { type Access, createAccess } from '../../../node/governance/access.ts';
import { type AccessRecords, openAccessRecords } from '../../../node/governance/access-records.ts';
import { openPoliciesTable } from '../../../node/governance/policies-table.ts';
import { openProposalsTable } from '../../../node/governance/proposals-table.ts';
import { openSeatsTable } from '../../../node/governance/seats-table.ts';
import { openStandingTable } from '../../../node/governance/standing-table.ts';
import { brokenRecord } from '../../../node/protocol/policy/access-record.ts';
import { readTarget } from '../../../node/protocol/policy/access-words.ts';
import type { Action } from '../../../node/protocol/policy/rules.ts';
import { expectCode } from '../../expect-code.ts';
import { compiled, countsPolicy } from './policy-city.fixture.ts';

const now = 1_800_000_000;
const company: Address = `0x${'c1'.repeat(20)}`;
const agency: Address = `0x${'a1'.repeat(20)}`;
const votes = { published: '11', approved: '12', retired: '13', suspended: '14', unvoted: '15' };

/** A history of one policy: every fact that a verdict depends on changes at a time of its own. */
function history() {
  const database = new DatabaseSync(':memory:');
  const tables = {
    policies: openPoliciesTable(database),
    seats: openSeatsTable(database),
    standing: openStandingTable(database),
  };
  const proposals = openProposalsTable(database);
  const { policies, seats, standing } = tables;
  const policy = compiled(countsPolicy(agency, now + 9));
  for (const purpose of ['research', 'audit']) policies.setPurpose({ purpose, isVoted: true, at: 1000, by: '0' });
  standing.enrol(company, { kind: 'COMPANY', status: 'ACTIVE', since: 1500, by: '0' });
  const { digest: document, ruleBytes } = policy;
  const shown = { owner: agency, legalBasis: 5, reviewBy: now + 9, document, rules: bytesToHex(ruleBytes) };
  policies.publish({ id: 1, ...shown, publishedAt: 2000, publishedBy: votes.published });
  policies.approve({ policy: 1, rule: 0, participant: company, until: 3500, at: 3000, by: votes.approved });
  seats.grantRole({ role: 'AGENCY', account: agency, grantedAt: 4000, grantedBy: '0', until: 5000 });
  policies.use({ policy: 1, rule: 1, participant: agency, used: 1, at: 4100 });
  policies.use({ policy: 1, rule: 1, participant: agency, used: 2, at: 4200 });
  seats.grantRole({ role: 'AGENCY', account: agency, grantedAt: 6000, grantedBy: '0', until: 0 });
  seats.revokeRole('AGENCY', agency, 6100);
  standing.change(company, { status: 'SUSPENDED', since: 7000, by: votes.suspended });
  standing.change(company, { status: 'ACTIVE', since: 7100, by: votes.suspended });
  policies.setPurpose({ purpose: 'research', isVoted: false, at: 8000, by: votes.unvoted });
  policies.retire(1, 9000, votes.retired);
  proposals.cast({
    proposal: votes.approved,
    voter: agency,
    support: 'FOR',
    weight: 1,
    castAt: 2900,
    transactionHash: `0x${'ee'.repeat(32)}`,
    reasonHash: undefined,
  });
  return { tables, proposals };
}

describe('a verdict as of a time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-access-'));
  const path = join(folder, 'access.sqlite');
  let records: AccessRecords;
  let access: Access;

  before(() => {
    records = openAccessRecords(path);
    const participants = {
      list: async () => [],
      get: async () => undefined,
      nameOf: async (account: Address) => (account === agency ? 'Energy Agency' : undefined),
      nameOfSigner: async () => undefined,
    };
    const head = () => ({ timestamp: now - 5, number: 77 });
    access = createAccess({ ...history(), participants, records, head, clock: () => now });
  });
  after(() => {
    records.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const target = readTarget('dataset:road-counts', 'target');
  const reasonAt = (participant: Address, action: Action, purpose: string, at: number): string =>
    access.decide({ participant, target, action, purpose, at }).verdict.reason;

  it('changes with every vote and every use, at the second of its block', () => {
    const research = [1999, 2000, 2999, 3000, 3499, 3500, 7000, 7100, 8000, 9000].map((at) =>
      reasonAt(company, 'read', 'research', at),
    );
    const voteNeeded = 'VOTE_NEEDED';
    expect(research).to.deep.equal([
      ...['NO_POLICY', voteNeeded, voteNeeded, 'PERMITTED', 'PERMITTED', voteNeeded],
      ...['SUSPENDED', voteNeeded, 'PURPOSE_NOT_VOTED', 'PURPOSE_NOT_VOTED'],
    ]);
  });

  it('counts a role from its grant until it ends or is taken, and uses as far as they had come', () => {
    const aggregated = [3999, 4000, 4150, 4200, 5000, 6050, 6100].map((at) => reasonAt(agency, 'aggregate', '', at));
    expect(aggregated).to.deep.equal([
      ...['NOT_ASSIGNEE', 'PERMITTED', 'PERMITTED', 'COUNT_USED', 'NOT_ASSIGNEE', 'COUNT_USED', 'NOT_ASSIGNEE'],
    ]);
    expect(reasonAt(agency, 'aggregate', '', 9000)).to.equal('NO_POLICY');
  });

  it('is explained by its rule, the votes that made it, and when it ends', async () => {
    const answer = await access.why({ participant: company, target, action: 'read', purpose: 'research', at: 3100 });
    expect(answer).to.deep.include({
      verdict: 'permit',
      reason: 'PERMITTED',
      policyId: 1,
      ruleIndex: 0,
      proposal: votes.published,
      since: 3000,
      until: 3500,
      at: 3100,
    });
    const ballots = [{ voter: agency, name: 'Energy Agency', support: 'FOR', castAt: 2900 }];
    expect(answer.approval).to.deep.equal({ proposal: votes.approved, ballots, at: 3000, until: 3500 });
    const suspended = await access.why({ participant: company, target, action: 'read', purpose: '', at: 7050 });
    expect(suspended).to.deep.include({ reason: 'SUSPENDED', proposal: votes.suspended, since: 7000 });
    const past = await access.why({ participant: zeroAddress, target, action: 'distribute', purpose: '', at: 9000 });
    expect(past).to.deep.include({ verdict: 'deny', reason: 'NO_POLICY' });
    const { ended } = past;
    expect(ended).to.deep.include({ policyId: 1, at: 9000, proposal: votes.retired, ballots: [] });
    expect(ended?.ruleInWords).to.equal('Everybody may pass on dataset road-counts');
    const others = await access.why({ participant: zeroAddress, target, action: 'enact', purpose: '', at: 9000 });
    expect(others).not.to.have.property('ended');
    const open = await access.why({ participant: zeroAddress, target, action: 'distribute', purpose: '', at: 2500 });
    expect(open).to.deep.include({ verdict: 'permit', since: 2000, until: 9000 });
  });

  it('is refused for the future, and nothing is kept of what cannot be asked', () => {
    const kept = records.list({ after: 0, limit: 1000 }).length;
    const ask = { participant: company, target, action: 'read' as const, purpose: '' };
    expectCode('TIME_IN_FUTURE', () => access.decide({ ...ask, at: now + 1 }));
    expectCode('TARGET_INVALID', () => access.decide({ ...ask, target: { ...target, name: '*' } }));
    expectCode('TARGET_INVALID', () => access.decide({ ...ask, target: { ...target, part: 'speed' } }));
    expectCode('POLICY_ID_CHARACTER', () => access.decide({ ...ask, collections: ['trаffic'] }));
    expectCode('TARGET_INVALID', () => access.decide({ ...ask, collections: Array(17).fill('traffic') }));
    expectCode('TARGET_INVALID', () => access.decideAll([ask, { ...ask, target: { ...target, name: '' } }]));
    expect(records.list({ after: 0, limit: 1000 })).to.have.length(kept);
  });

  it('is kept before it is told, each record linked to the one before, also after the file was opened again', () => {
    const ask = { participant: zeroAddress, target, action: 'read' as const, purpose: '' };
    const [first, second] = access.decideAll([ask, { ...ask, collections: ['traffic'] }]);
    expect(second?.record).to.deep.include({ previous: first?.record.hash, block: 77, askedAt: now, at: now });
    const reopened = openAccessRecords(path);
    const all = reopened.list({ after: 0, limit: 1000 });
    reopened.close();
    expect(all.at(-1)).to.deep.equal(second?.record);
    expect(brokenRecord(all)).to.equal(undefined);
    const changed = all.map((record) => (record.number === 3 ? { ...record, isPermitted: true } : record));
    expect(brokenRecord(changed)?.number).to.equal(3);
    expect(brokenRecord(all.filter(({ number }) => number !== 3))?.number).to.equal(4);
    const query = { participant: company, target: 'urn:qdt:dataset:road-counts', after: 2, limit: 3 };
    expect(access.records(query).map(({ number }) => number)).to.deep.equal([3, 4, 5]);
  });
});
