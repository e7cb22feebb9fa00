import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { type Address, encodeFunctionData, sha256, size, stringToHex } from 'viem';
import { createChainReader } from '../../node/client/chain-reader.ts';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import type { BallotSubmission, Network, ProposalView } from '../../node/client/views.ts';
import { readConfig } from '../../node/config.ts';
import { type RunningNode, startNode } from '../../node/node.ts';
import { decisionLedgerAbi } from '../../node/protocol/abi.ts';
import type { Call } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { randomNonce } from '../../node/protocol/call-nonce.ts';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { type Support, seatsAbi } from '../../node/protocol/governance-abi.ts';
import { foundingPurposes } from '../../node/protocol/policy/purposes.ts';
import { policyTemplate } from '../../node/protocol/policy/templates.ts';
import { type ProposalContent, proposalIdOf, proposeCall, vetoCall } from '../../node/protocol/proposal.ts';
import type { CityAccounts } from '../../scripts/demonstration/accounts.ts';
import { foundCity } from '../../scripts/demonstration/city.ts';
import { grantRoleCall } from '../../scripts/demonstration/founding.ts';
import { type DemonstrationKeys, ensureKeys } from '../../scripts/demonstration/keys.ts';
import { agencies } from '../../scripts/demonstration/participants.ts';
import { submitSigned } from '../../scripts/demonstration/submit.ts';
import { signBallot } from '../../scripts/sign-ballot.ts';
import { signBatch } from '../../scripts/sign-batch.ts';
import { expectRejection } from '../expect-code.ts';

type SignedBallot = BallotSubmission['ballots'][number];

const clock = (): number => Date.now() / 1000;
const governance = {
  votingDelaySeconds: 0,
  votingPeriodSeconds: 8,
  minimumVotingPeriodSeconds: 5,
  lateQuorumExtensionSeconds: 1,
  quorumPercent: 50,
  timelockDelaySeconds: 2,
};

describe('a city that is governed by its agencies', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-governance-'));
  let node: RunningNode;
  /** Has no key: whoever delivers ballots needs none. */
  let client: NodeClient;
  let network: Network;
  let keys: DemonstrationKeys;
  let accounts: CityAccounts;

  before(async () => {
    keys = await ensureKeys(join(folder, 'keys'));
    const founders = { signers: [keys.founder.keyFile.authority.publicKey], threshold: 1 };
    const config = readConfig(
      {},
      { dataFolder: join(folder, 'node'), port: 0, environment: 'demo', founders, governance },
    );
    node = await startNode(config, { log: () => undefined });
    await node.ready;
    client = createClient({ url: node.url });
    network = await client.network();
    accounts = await foundCity({ client, keys, tell: () => undefined, clock });
  });
  after(async () => {
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const qdt = (name: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const program = join(import.meta.dirname, '..', '..', 'scripts', `${name}.ts`);
    const env = { ...process.env, QDT_ENV: 'demo', QDT_PASSPHRASE: demonstrationPassphrase };
    const child = spawn(process.execPath, [program, ...args, '--node', node.url], { env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  };
  const account = (index: number): Address => accounts.agencies[index] ?? accounts.agency;
  const propose = (index: number, contents: ProposalContent[]) => {
    const id = agencies[index]?.id ?? agencies[0].id;
    const calls = contents.map((content) => proposeCall(network.contracts.governor, content));
    return submitSigned({ client, clock }, keys[id], { account: account(index), calls, content: [] });
  };
  const ballotOf = async (index: number, content: ProposalContent, support: Support): Promise<SignedBallot> => {
    const proposalId = proposalIdOf(content);
    const voter = account(index);
    const key = { file: keys[agencies[index]?.id ?? agencies[0].id].file, passphrase: demonstrationPassphrase };
    const signature = await signBallot(network, key, { proposalId, support, voter });
    return { proposalId: String(proposalId), support, voter, signatures: [signature] };
  };
  const waitFor = async (content: ProposalContent, state: ProposalView['state']): Promise<ProposalView> => {
    for (;;) {
      const proposal = await client.proposal(String(proposalIdOf(content)));
      if (proposal.state === state) return proposal;
      await pause(200);
    }
  };
  const enact = async (content: ProposalContent): Promise<void> => {
    const id = String(proposalIdOf(content));
    await expectRejection('PROPOSAL_WRONG_STATE', client.stepProposal(id, 'execute'));
    await client.stepProposal(id, 'queue');
    const { eta = 0 } = await client.proposal(id);
    while (clock() < eta + 1) await pause(200);
    await client.stepProposal(id, 'execute');
    expect((await client.proposal(id)).executedAt).to.be.at.least(eta);
  };
  const minimumWindow = () =>
    createChainReader(client).readContract({
      address: network.contracts.decisionLedger,
      abi: decisionLedgerAbi,
      functionName: 'minimumWindow',
    });

  it('is founded by one call within the limits of a transaction, with its first purposes and policies', async () => {
    const { calls } = await client.calls({ account: network.contracts.founder });
    const { transactionHash: hash } = calls[0] ?? {};
    if (hash === undefined) throw new RangeError('the founding call');
    const reader = createChainReader(client);
    expect(Number((await reader.getTransactionReceipt({ hash })).gasUsed)).to.be.below(16_777_216);
    expect(size((await reader.getTransaction({ hash })).input)).to.be.below(131_072);
    const { policies } = await client.policies();
    expect(policies.map(({ publishedBy, documentState }) => [publishedBy, documentState])).to.deep.equal([
      ['0', 'matching'],
      ['0', 'matching'],
    ]);
    const { purposes } = await client.purposes();
    expect(purposes.map(({ purpose }) => purpose)).to.deep.equal(foundingPurposes);
  });

  it('begins with three seats, and nobody but the timelock administers it', async () => {
    const { seats, roles } = await client.seats();
    expect(seats.map(({ name }) => name)).to.deep.equal(agencies.map(({ name }) => name));
    const administrators = roles.filter(({ role, revokedAt }) => role === 'ADMIN' && revokedAt === undefined);
    expect(administrators.map((grant) => grant.account)).to.deep.equal([network.contracts.timelock.toLowerCase()]);
    const calls = [grantRoleCall(network.contracts, 'AGENCY', accounts.citizen)];
    const power = submitSigned({ client, clock }, keys.founder, {
      account: network.contracts.founder,
      calls,
      content: [],
    });
    await expectRejection('CALL_REVERTED', power);
  });

  it('changes a rule and a seat by ballots that a fourth party delivers, and by nothing less', async () => {
    const longer = proposal('longer windows', setMinimumWindow(network, 9));
    const fewer = proposal('two seats', withdrawSeat(network, account(2)));
    const ballots = [
      await ballotOf(0, longer, 'FOR'),
      await ballotOf(1, longer, 'FOR'),
      await ballotOf(2, longer, 'AGAINST'),
      await ballotOf(0, fewer, 'FOR'),
      await ballotOf(1, fewer, 'FOR'),
    ];
    const before = await minimumWindow();
    await propose(1, [longer, fewer]);
    const { inWords } = await waitFor(longer, 'ACTIVE');
    expect(inWords).to.equal('(1) Set the shortest challenge window to 9 seconds');

    const [first, ...others] = ballots;
    if (first === undefined) throw new RangeError('a ballot');
    const changed = { ...first, support: 'AGAINST' } as const;
    await expectRejection('SIGNATURE_INVALID', client.castBallots({ ballots: [changed, ...others] }));
    expect((await client.castBallots({ ballots })).counted).to.equal(5);
    await expectRejection('BALLOT_CAST_ALREADY', client.castBallots({ ballots: [first] }));
    await expectRejection('PROPOSAL_WRONG_STATE', client.stepProposal(first.proposalId, 'queue'));

    const voted = await waitFor(longer, 'SUCCEEDED');
    expect(voted.tally).to.deep.equal({ for: 2, against: 1, abstain: 0 });
    expect(voted.quorum).to.equal(2);
    expect(voted.ballots.map(({ name }) => name).sort()).to.deep.equal(agencies.map(({ name }) => name).sort());
    expect(await minimumWindow()).to.equal(before);
    await Promise.all([enact(longer), enact(fewer)]);
    expect(await minimumWindow()).to.equal(9);
    expect((await client.network()).challengeWindowSeconds).to.equal(9);
    expect((await client.proposal(first.proposalId)).state).to.equal('EXECUTED');
    const lost = (await client.seats()).seats.find(({ agency }) => agency === account(2).toLowerCase());
    expect(lost?.withdrawnBy).to.equal(String(proposalIdOf(fewer)));
  });

  it('opens a dataset to a citizen by a vote, and says why it was denied before and is permitted now', async () => {
    const question = { participant: accounts.citizen, target: 'dataset:road-counts', action: 'read' };
    const denied = await client.access(question);
    expect(denied).to.include({ verdict: 'deny', reason: 'NO_POLICY' });
    const asked = ['--participant', accounts.citizen, '--target', 'dataset:road-counts', '--action', 'read'];

    const file = join(folder, 'policy.json');
    const reviewBy = Math.ceil(clock()) + 86_400;
    const target = 'urn:qdt:dataset:road-counts';
    writeFileSync(
      file,
      JSON.stringify(policyTemplate('open-data', { name: 'counts', owner: account(0), target, reviewBy })),
    );
    const wanted = ['--agency', account(0), '--key', keys[agencies[0].id].file, '--yes', '--json'];
    const proposed = await qdt('propose', ...wanted, '--publish-policy', file, '--set-purpose', 'gardening');
    expect(proposed.code, proposed.err).to.equal(0);
    expect(proposed.err).to.contain('says, but nothing enforces').and.contain('attribute - nothing checks it');
    const { proposalId, notEnforced } = JSON.parse(proposed.out);
    expect(notEnforced).to.have.length(1);
    const { calls, description, inWords } = await client.proposal(proposalId);
    expect(inWords)
      .to.contain('(rule 0) Everybody may read')
      .and.contain('Put the purpose gardening on the voted list');
    const content = { calls: calls.map((call) => ({ ...call, value: BigInt(call.value) })), description };
    await waitFor(content, 'ACTIVE');
    expect((await client.policies()).policies).to.have.length(2);
    const ballots = [await ballotOf(0, content, 'FOR'), await ballotOf(1, content, 'FOR')];
    await client.castBallots({ ballots });
    await waitFor(content, 'SUCCEEDED');
    await enact(content);

    const permitted = await client.access({ ...question, purpose: 'gardening' });
    expect(permitted).to.deep.include({ verdict: 'permit', policyId: 3, ruleIndex: 0, proposal: proposalId });
    expect(permitted.ballots?.map(({ name, support }) => [name, support])).to.have.deep.members([
      [agencies[0].name, 'FOR'],
      [agencies[1].name, 'FOR'],
    ]);
    const { publishedAt, documentState } = await client.policy(3);
    expect([permitted.since, documentState]).to.deep.equal([publishedAt, 'matching']);
    expect(await client.access({ ...question, at: denied.at })).to.include({ reason: 'NO_POLICY' });
    const told = await Promise.all([
      qdt('why', ...asked),
      qdt('why', ...asked, '--at', String(denied.at)),
      qdt('policies', '3'),
      qdt('policies', '--purposes'),
      qdt('access-records', '--check'),
    ]);
    expect(
      told.map(({ code }) => code),
      told.map(({ err }) => err).join(),
    ).to.deep.equal([0, 1, 0, 0, 0]);
    const [why, whyNot, policy, purposes, check] = told.map(({ out }) => out);
    expect(why).to.contain('Yes, at').and.contain('Mobility Agency FOR').and.contain('Everybody may read');
    expect(whyNot).to.contain('No, at').and.contain('No policy speaks of it');
    expect(policy).to.contain('compiles to exactly these rules').and.contain(`by proposal ${proposalId}`);
    expect(purposes).to.match(/^gardening +voted since .* by proposal \d+$/m);
    expect(check).to.contain('none changed or left out');
  });

  it('takes no ballot of an agency that lost its seat, and no proposal', async () => {
    const again = proposal('shorter windows', setMinimumWindow(network, 5));
    const lost = await ballotOf(2, again, 'FOR');
    const kept = await ballotOf(0, again, 'AGAINST');
    await expectRejection('CALL_REVERTED', propose(2, [again]));
    await propose(0, [again]);
    await waitFor(again, 'ACTIVE');
    await expectRejection('SEAT_MISSING', client.castBallots({ ballots: [lost] }));
    await expectRejection('SEAT_MISSING', client.castBallots({ ballots: [kept, lost] }));
    expect((await client.castBallots({ ballots: [kept] })).counted).to.equal(1);
  });

  it('lets two agencies together stop a proposal by the guardian’s veto, and not one alone', async () => {
    const unwise = proposal('an hour', setMinimumWindow(network, 3600));
    await propose(0, [unwise]);
    const reason = sha256(stringToHex('too long'));
    const batch = {
      account: accounts.guardian,
      calls: [vetoCall(network.contracts.governor, unwise, reason)],
      nonce: randomNonce(),
      deadline: Math.ceil(clock()) + 600,
    };
    const sign = (id: 'mobility-agency' | 'energy-agency') =>
      signBatch(network, { file: keys[id].file, passphrase: demonstrationPassphrase }, batch);
    const waiting = await client.submitCall({ call: batchToJson(batch, [await sign('mobility-agency')]), content: [] });
    expect(waiting.status).to.equal('pending');
    await client.addSignature(waiting.digest, await sign('energy-agency'));
    const { state, veto } = await client.proposal(String(proposalIdOf(unwise)));
    expect(state).to.equal('CANCELED');
    expect(veto).to.deep.equal({ guardian: accounts.guardian.toLowerCase(), reasonHash: reason });
  });
});

function proposal(why: string, call: Call): ProposalContent {
  return { calls: [call], description: sha256(stringToHex(why)) };
}

function setMinimumWindow({ contracts }: Network, seconds: number): Call {
  const data = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'setMinimumWindow', args: [seconds] });
  return { target: contracts.decisionLedger, value: 0n, data };
}

function withdrawSeat({ contracts }: Network, agency: Address): Call {
  const data = encodeFunctionData({ abi: seatsAbi, functionName: 'withdrawSeat', args: [agency] });
  return { target: contracts.seats, value: 0n, data };
}
