import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import {
  type Address,
  bytesToHex,
  concatHex,
  encodeFunctionData,
  type Hex,
  sha256,
  sliceHex,
  stringToBytes,
} from 'viem';
import { signRelayed } from '../../../node/chain/signing.ts';
import { participantRegistryAbi } from '../../../node/protocol/abi.ts';
import { type Call, encodeExecute } from '../../../node/protocol/call.ts';
import { batchFromJson } from '../../../node/protocol/call-json.ts';
import { rawCidOfDigest } from '../../../node/protocol/cid.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { brokenRecord } from '../../../node/protocol/policy/access-record.ts';
import { approveCall, publishPolicyCall, retirePolicyCall } from '../../../node/protocol/policy/governing-calls.ts';
import { bytesOfName } from '../../../node/protocol/policy/names.ts';
import { policyRegistryAbi } from '../../../node/protocol/policy/policy-abi.ts';
import { termsOf } from '../../../node/protocol/policy/publication.ts';
import { encodeRules } from '../../../node/protocol/policy/rules-codec.ts';
import { proposeCall } from '../../../node/protocol/proposal.ts';
import { grantSeatCall } from '../../../node/protocol/seat-calls.ts';
import { grantRoleCall } from '../../../scripts/demonstration/founding.ts';
import { firstPolicies } from '../../../scripts/demonstration/policies.ts';
import { startTestCity, type TestCity } from '../city.fixture.ts';
import {
  agencyCalls,
  compiled,
  counts,
  countsPolicy,
  exerciseCall,
  founderCalls,
  type Question,
  verdictOf,
  verdictOnChain,
} from './policy-city.fixture.ts';

const stranger: Address = `0x${'77'.repeat(20)}`;
const inAYear = Math.floor(Date.now() / 1000) + 365 * 86_400;

describe('policies of a city', function () {
  this.timeout(180_000);
  let city: TestCity;
  let registry: Address;

  before(async () => {
    city = await startTestCity({ requestsPerMinute: 100_000 });
    registry = city.network.contracts.policyRegistry;
    const first = firstPolicies(city.network.contracts, { owner: city.agency, reviewBy: inAYear });
    const policy = compiled(countsPolicy(city.agency, inAYear));
    const calls = [
      ...first.calls,
      publishPolicyCall(registry, policy),
      grantRoleCall(city.network.contracts, 'ENFORCER', city.agency),
      grantSeatCall(city.network.contracts, city.agency),
    ];
    await city.client.submitCall(founderCalls(city, calls, [...first.content, policy.document.canonical]));
  });
  after(() => city.remove());

  const questions = (): Question[] => {
    const people = ['anyone', city.agency, city.committee, stranger];
    const asked = people.flatMap((participant): Question[] => [
      { participant, target: counts, action: 'read', purpose: 'research' },
      { participant, target: counts, action: 'aggregate' },
      { participant, target: counts, action: 'distribute', purpose: 'audit' },
      { participant, target: 'decision:routes', action: 'enact' },
      { participant, target: 'collection:public-snapshots', action: 'read', purpose: 'gardening' },
      { participant, target: 'entity:RoadSegment/flow', action: 'read' },
    ]);
    return [...asked, { participant: city.network.contracts.founder, target: counts, action: 'modify' }];
  };

  /** The gateway's verdicts for now, each the same as the contract's. */
  async function verdicts(): Promise<string[]> {
    const said: string[] = [];
    for (const question of questions()) {
      const answer = await city.client.access(question);
      expect(verdictOf(answer), JSON.stringify(question)).to.equal(await verdictOnChain(city, question, answer.at));
      said.push(`${answer.verdict} ${answer.reason}`);
    }
    return said;
  }

  it('are listed with their rules in words, their document, and who answers for them until when', async () => {
    const { policies } = await city.client.policies();
    expect(policies.map(({ id, state, documentState }) => [id, state, documentState])).to.deep.equal(
      [1, 2, 3].map((id) => [id, 'PUBLISHED', 'matching']),
    );
    const policy = await city.client.policy(3);
    const { document, digest } = compiled(countsPolicy(city.agency, inAYear));
    expect(policy).to.deep.include({
      owner: city.agency.toLowerCase(),
      ownerName: 'Test Agency',
      legalBasis: 'public-task',
      reviewBy: inAYear,
      isOverdue: false,
      publishedBy: '0',
      documentCid: rawCidOfDigest(digest),
      document: JSON.parse(new TextDecoder().decode(document.canonical)),
    });
    expect(policy.rules.map(({ inWords }) => inWords)[1]).to.equal(
      'Whoever has the role AGENCY may aggregate dataset road-counts, at most 2 times each',
    );
    expect(policy.notEnforced).to.have.length(1);
    expect(policy.notEnforced[0]).to.contain('attribute').and.contain('it stays a promise');
    expect(sha256(await city.client.content(policy.documentCid))).to.equal(digest);
    expect((await city.client.policies({ overdue: true })).policies).to.deep.equal([]);
    const { purposes } = await city.client.purposes();
    expect(purposes).to.have.length(6);
    expect(purposes.find(({ purpose }) => purpose === 'research')).to.include({ isVoted: true, proposal: '0' });
  });

  it('give the same verdict in the gateway and in the contract, before and after every change', async () => {
    const { client, network } = city;
    const enacts = { participant: city.agency, target: 'decision:routes', action: 'enact' };
    expect(await client.access(enacts)).to.deep.include({ verdict: 'permit', policyId: 1, proposal: '0', ballots: [] });
    const before = await verdicts();
    expect(before.filter((one) => one.startsWith('permit')).length).to.equal(6);

    const research = { participant: city.committee, target: counts, action: 'read', purpose: 'research' };
    expect(await client.access(research)).to.include({ reason: 'VOTE_NEEDED', policyId: 3, ruleIndex: 0 });
    const approval = { policyId: 3n, ruleIndex: 0n, participant: city.committee, until: inAYear };
    const status = (functionName: 'suspend'): Call => {
      const data = encodeFunctionData({ abi: participantRegistryAbi, functionName, args: [city.committee] });
      return { target: network.contracts.participantRegistry, value: 0n, data };
    };
    await client.submitCall(founderCalls(city, [approveCall(registry, approval), retirePolicyCall(registry, 2n)]));
    const use = exerciseCall(city, city.agency, counts, 'aggregate');
    await client.submitCall(agencyCalls(city, [use, use]));
    const after = await verdicts();
    expect(after).not.to.deep.equal(before);
    const approved = await client.access(research);
    expect(approved).to.deep.include({ verdict: 'permit', until: inAYear });
    expect((await client.policy(3)).changes.map(({ what }) => what)).to.deep.equal(['published', 'approved']);
    expect((await client.policies({ state: 'RETIRED' })).policies.map(({ id }) => id)).to.deep.equal([2]);
    expect(await client.access({ participant: city.agency, target: counts, action: 'aggregate' })).to.include({
      reason: 'COUNT_USED',
    });

    await client.submitCall(founderCalls(city, [status('suspend')]));
    expect(await verdicts()).not.to.deep.equal(after);
    expect(await client.access(research)).to.deep.include({ reason: 'SUSPENDED', proposal: '0' });
    expect(await client.access({ ...research, at: approved.at })).to.deep.include({ verdict: 'permit', policyId: 3 });
    const { publishedAt } = await client.policy(3);
    expect(await client.access({ ...research, at: publishedAt })).to.include({ reason: 'VOTE_NEEDED' });
    expect(await client.access({ ...research, at: publishedAt - 1, purpose: '' })).to.include({ reason: 'NO_POLICY' });
  });

  it('leave a record of every verdict, by whom and about what, page by page and after a restart', async () => {
    const { records } = await city.client.accessRecords({ limit: 1000 });
    expect(records.length).to.be.greaterThan(70);
    expect(brokenRecord(records)).to.equal(undefined);
    const about = { participant: city.committee, target: 'dataset:road-counts' };
    const mine = (await city.client.accessRecords({ ...about, limit: 1000 })).records;
    const whole = records.filter(
      ({ participant, target }) => participant === city.committee.toLowerCase() && target === counts,
    );
    expect(mine).to.deep.equal(whole);
    const [, second] = whole;
    const page = await city.client.accessRecords({ ...about, after: whole[0]?.number ?? 0, limit: 1 });
    expect(page.records).to.deep.equal([second]);
    city = await city.restart();
    expect((await city.client.accessRecords({ limit: 1000 })).records).to.deep.equal(records);
    expect((await city.client.policies()).policies).to.have.length(3);
  });

  it('are shown as what they are where somebody published around the gateway, and evaluated by their rules', async () => {
    const policy = compiled(countsPolicy(city.agency, inAYear));
    const [rule] = compiled(countsPolicy(city.agency, inAYear, { prohibition: [] })).rules.slice(2);
    if (rule === undefined) throw new RangeError('a rule');
    // A purpose in the table that no rule uses: valid on chain, and not what our encoder writes.
    const encoded = encodeRules([{ ...rule, target: { kind: 'DATASET', name: 'tree-counts', part: '*' } }]);
    const rules = concatHex(['0x01', bytesOfName('audit'), sliceHex(bytesToHex(encoded), 1)]);
    const publish = (document: Hex): Call => {
      const args = [{ ...termsOf(policy), document }, rules] as const;
      const data = encodeFunctionData({ abi: policyRegistryAbi, functionName: 'publish', args });
      return { target: registry, value: 0n, data };
    };
    const { call } = founderCalls(city, [publish(policy.digest), publish(sha256('0x77'))]);
    const { batch, signatures } = batchFromJson(call);
    const { chainId } = city.network;
    const sent = { to: batch.account, data: encodeExecute(batch, signatures), chainId, nonce: 0, gas: 5_000_000n };
    const raw = await signRelayed(`0x${'21'.repeat(32)}`, sent);
    await city.client.rpc({ jsonrpc: '2.0', id: 1, method: 'eth_sendRawTransaction', params: [raw] });
    while ((await city.client.policies()).policies.length < 5) await pause(50);
    const states = (await city.client.policies()).policies.map(({ documentState }) => documentState);
    expect(states.slice(3)).to.deep.equal(['differing', 'missing']);
    const question = { participant: 'anyone', target: 'dataset:tree-counts', action: 'distribute' };
    const answer = await city.client.access(question);
    expect(answer).to.include({
      verdict: 'permit',
      policyId: 4,
      ruleInWords: (await city.client.policy(4)).rules[0]?.inWords,
    });
    expect(verdictOf(answer)).to.equal(await verdictOnChain(city, question, answer.at));
  });

  describe('given bad input', () => {
    const written = async () => ({
      anchor: await city.client.anchor(),
      calls: (await city.client.calls()).calls.length,
      blocks: (await readdir(join(city.config.dataFolder, 'content'), { recursive: true })).length,
      policies: (await city.client.policies()).policies.length,
      records: (await city.client.accessRecords({ limit: 1000 })).records.length,
    });
    async function expectRefused(work: () => Promise<unknown>, code: string, details: object = {}): Promise<void> {
      const before = await written();
      const error = await work().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!isNodeError(error)) throw error ?? new Error(`${code} was expected`);
      expect(error.code).to.equal(code);
      expect(error.details).to.include(details);
      expect(error.details.status).to.be.within(400, 499);
      expect(await written()).to.deep.equal(before);
    }

    const plain = () => countsPolicy(city.agency, inAYear);
    const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const rule = (parts: object) => ({ assignee: 'urn:qdt:enrolled', target: counts, action: 'read', ...parts });
    const bad: readonly [name: string, code: string, text: () => string][] = [
      [
        'a remote context',
        'POLICY_CONTEXT_NOT_PINNED',
        () => plain().replace('http://www.w3.org/ns/odrl.jsonld', 'https://example.org/odrl.jsonld'),
      ],
      [
        'a key twice',
        'POLICY_DUPLICATE_KEY',
        () => plain().replace('"legalBasis"', '"legalBasis":"contract","legalBasis"'),
      ],
      [
        'a letter that looks like another',
        'POLICY_ID_CHARACTER',
        () => plain().replaceAll('road-counts', 'rоad-counts'),
      ],
      ['10,000 levels of nesting', 'POLICY_TOO_DEEP', () => nested],
      [
        'rules that contradict each other',
        'POLICY_CONTRADICTORY',
        () =>
          countsPolicy(city.agency, inAYear, {
            permission: [rule({})],
            prohibition: [rule({ assignee: 'urn:qdt:anyone' })],
          }),
      ],
      [
        'a purpose that nobody voted',
        'POLICY_PURPOSE_NOT_VOTED',
        () => plain().replaceAll('urn:qdt:purpose:research', 'urn:qdt:purpose:gardening'),
      ],
      ['a purpose that cannot be decided in one way', 'POLICY_INVALID', () => plain().replace('"Set"', '"Agreement"')],
      ['other rules than the document’s', 'POLICY_RULES_DIFFER', () => countsPolicy(city.agency, inAYear + 1)],
    ];

    /** Proposes the rules of a good policy with the digest of a bad document, which comes along. */
    const proposing = (text: string) => {
      const good = compiled(plain());
      const bytes = stringToBytes(text);
      const canonical = text === countsPolicy(city.agency, inAYear + 1) ? compiled(text).document.canonical : bytes;
      const args = [{ ...termsOf(good), document: sha256(canonical) }, bytesToHex(good.ruleBytes)] as const;
      const data = encodeFunctionData({ abi: policyRegistryAbi, functionName: 'publish', args });
      const content = { calls: [{ target: registry, value: 0n, data }], description: sha256(bytes) };
      return agencyCalls(city, [proposeCall(city.network.contracts.governor, content)], [canonical]);
    };

    for (const [name, code, text] of bad) {
      it(`refuse a proposed policy with ${name}, and write nothing`, async () => {
        await expectRefused(() => city.client.submitCall(proposing(text())), code);
      });
    }

    it('refuse a policy whose document nobody handed in', async () => {
      const policy = compiled(countsPolicy(city.agency, inAYear + 7));
      const call = founderCalls(city, [publishPolicyCall(registry, policy)]);
      await expectRefused(() => city.client.submitCall(call), 'CONTENT_MISSING');
    });

    it('refuse a question that cannot be asked, and keep no record of it', async () => {
      const { client } = city;
      const ask = { participant: 'anyone', target: 'dataset:road-counts', action: 'read' };
      const about = (parts: object) => () => client.access({ ...ask, ...parts });
      await expectRefused(about({ participant: '0x12' }), 'INPUT_INVALID', { field: 'participant' });
      await expectRefused(about({ participant: 'somebody' }), 'INPUT_INVALID', { field: 'participant' });
      await expectRefused(about({ target: 'road-counts' }), 'POLICY_INVALID', { field: 'target' });
      await expectRefused(about({ target: 'dataset:*' }), 'TARGET_INVALID', { field: 'target' });
      await expectRefused(about({ target: 'dataset:a/b' }), 'POLICY_ID_CHARACTER', { field: 'target' });
      await expectRefused(about({ target: 'dataset:rоad' }), 'POLICY_ID_CHARACTER', { character: 'U+043E' });
      await expectRefused(about({ purpose: 'aᴜdit' }), 'POLICY_ID_CHARACTER', { field: 'purpose' });
      await expectRefused(about({ action: 'peek' }), 'INPUT_INVALID', { field: 'action' });
      await expectRefused(about({ at: 2 ** 40 }), 'TIME_IN_FUTURE', { field: 'at', rule: 'is now or earlier' });
      await expectRefused(about({ at: -1 }), 'INPUT_INVALID', { field: 'at' });
      await expectRefused(about({ porpoise: 'audit' }), 'INPUT_INVALID');
      await expectRefused(about({ collections: Array(17).fill('a').join() }), 'TARGET_INVALID', { collections: 17 });
      await expectRefused(() => client.policy(99), 'POLICY_UNKNOWN', { id: 99 });
    });
  });
});
