import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import type { AccessAnswerView, BallotSubmission, Network } from '../../node/client/views.ts';
import { readConfig } from '../../node/config.ts';
import { type RunningNode, startNode } from '../../node/node.ts';
import { participantKinds, participantRegistryAbi } from '../../node/protocol/abi.ts';
import { signerOf } from '../../node/protocol/call.ts';
import { demonstrationPassphrase as passphrase } from '../../node/protocol/demonstration.ts';
import type { Support } from '../../node/protocol/governance-abi.ts';
import { newSeeds, sealKeyFile } from '../../node/protocol/key-file.ts';
import { registeredProfile } from '../../node/protocol/participant.ts';
import { instantText } from '../../node/protocol/policy/instant.ts';
import { foundingPurposes } from '../../node/protocol/policy/purposes.ts';
import { policyTemplate } from '../../node/protocol/policy/templates.ts';
import { proposalIdOf, proposeCall } from '../../node/protocol/proposal.ts';
import { newSalt, saltedHash } from '../../node/protocol/salted-text.ts';
import { generateAuthorityKey } from '../../node/protocol/signatures/native.ts';
import { openRequestSigner } from '../../scripts/command/identity-option.ts';
import { proposedPolicies } from '../../scripts/command/policy-options.ts';
import { proposedCalls } from '../../scripts/command/proposal-options.ts';
import type { CityAccounts } from '../../scripts/demonstration/accounts.ts';
import { foundCity } from '../../scripts/demonstration/city.ts';
import { type DemonstrationKey, type DemonstrationKeys, ensureKeys } from '../../scripts/demonstration/keys.ts';
import { agencies } from '../../scripts/demonstration/participants.ts';
import { submitSigned } from '../../scripts/demonstration/submit.ts';
import { signBallot } from '../../scripts/sign-ballot.ts';
import { expectRejection } from '../expect-code.ts';
import { verdictOf, verdictOnChain } from '../node/governance/policy-city.fixture.ts';

const run = promisify(execFile);
/** Seconds that the city's clock is ahead of this machine's: so that nobody waits for the end of a vote. */
let ahead = 0;
const clock = (): number => Date.now() / 1000 + ahead;
const hour = 3600;
const governance = {
  votingDelaySeconds: 0,
  votingPeriodSeconds: hour,
  minimumVotingPeriodSeconds: 5,
  lateQuorumExtensionSeconds: 1,
  quorumPercent: 50,
  timelockDelaySeconds: hour,
};
const target = 'urn:qdt:dataset:road-counts';
const research = { leftOperand: 'purpose', operator: 'eq', rightOperand: 'urn:qdt:purpose:research' };
const consent = { action: 'obtainConsent', consentingParty: 'urn:qdt:agencies' };

describe('why a company may read what it could not read before', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-why-'));
  let node: RunningNode;
  /** Has no key. */
  let client: NodeClient;
  let network: Network;
  let keys: DemonstrationKeys;
  let accounts: CityAccounts;
  let company: { account: Address; file: string; client: NodeClient };
  let denied: AccessAnswerView;
  let policyProposal: string;
  /** First second at which the voted policy permits no more. */
  let ends: number;

  before(async () => {
    keys = await ensureKeys(join(folder, 'keys'));
    const founders = { signers: [keys.founder.keyFile.authority.publicKey], threshold: 1 };
    const config = readConfig(
      {},
      { dataFolder: join(folder, 'node'), port: 0, environment: 'demo', founders, governance },
    );
    node = await startNode(config, { log: () => undefined, clock });
    await node.ready;
    client = createClient({ url: node.url });
    network = await client.network();
    accounts = await foundCity({ client, keys, tell: () => undefined, clock });
  });
  after(async () => {
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const keyOf = (index: number): DemonstrationKey => keys[agencies[index]?.id ?? agencies[0].id];
  const account = (index: number): Address => accounts.agencies[index] ?? accounts.agency;
  const question = (action = 'read', purpose = 'research') => {
    return { participant: company.account, target: 'dataset:road-counts', action, purpose };
  };

  async function qdt(program: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { ...process.env, QDT_ENV: 'demo', QDT_PASSPHRASE: passphrase };
    return await run(process.execPath, [`scripts/${program}.ts`, ...args, '--node', node.url], { env }).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        out: stdout,
        err: stderr,
      }),
    );
  }

  /** By the first agency, with what the options of `qdt propose` say. */
  async function propose(options: Parameters<typeof proposedPolicies>[1] & Parameters<typeof proposedCalls>[1]) {
    const { contracts } = network;
    const { calls, content } = proposedPolicies(contracts, options, foundingPurposes);
    const about = [...calls, ...proposedCalls(contracts, options, undefined)];
    const proposal = { calls: about, description: saltedHash({ salt: newSalt(), text: 'Harmless' }) };
    const batch = { account: account(0), calls: [proposeCall(contracts.governor, proposal)], content };
    await submitSigned({ client, clock }, keyOf(0), batch);
    return String(proposalIdOf(proposal));
  }

  async function ballot(index: number, proposalId: string, support: Support): Promise<BallotSubmission['ballots'][0]> {
    const voter = account(index);
    const key = { file: keyOf(index).file, passphrase };
    const signature = await signBallot(network, key, { proposalId: BigInt(proposalId), support, voter });
    return { proposalId, support, voter, signatures: [signature] };
  }

  /** After the vote, and after the timelock. */
  async function carryOut(...proposals: string[]): Promise<void> {
    ahead += hour + 60;
    for (const id of proposals) await client.stepProposal(id, 'queue');
    for (const id of proposals) await expectRejection('PROPOSAL_NOT_READY', client.stepProposal(id, 'execute'));
    ahead += hour + 60;
    for (const id of proposals) await client.stepProposal(id, 'execute');
  }

  const enrolCompany = (who: Address, key: DemonstrationKey, of: { account: Address; profile: Profile }) => {
    const args = [of.account, participantKinds.indexOf('COMPANY'), of.profile.registered] as const;
    const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrol', args });
    const calls = [{ target: network.contracts.participantRegistry, value: 0n, data }];
    return submitSigned({ client, clock }, key, { account: who, calls, content: of.profile.content });
  };

  it('is asked by anybody; where the question is signed, the record says by whom', async () => {
    const asked = ['--participant', 'anyone', '--target', 'dataset:road-counts', '--action', 'read'];
    const { code, out, err } = await qdt('why', ...asked, '--as', keyOf(0).file);
    expect(code, err).to.equal(1);
    expect(out).to.contain('No policy speaks of it');
    const { records } = await client.accessRecords();
    expect(records.map(({ askedBy }) => askedBy)).to.deep.equal([account(0).toLowerCase()]);
  });

  it('begins with a company that a registrar enrols; the vote that made it registrar says until when', async () => {
    const made = await newCompany();
    const until = Math.ceil(clock()) + 24 * hour;
    const registrar = accounts.operators[0] ?? accounts.agency;
    const id = await propose({ 'grant-role': [`REGISTRAR,${registrar},${until}`] });
    await client.castBallots({ ballots: [await ballot(0, id, 'FOR'), await ballot(1, id, 'FOR')] });
    await expectRejection('CALL_REVERTED', enrolCompany(registrar, keys['operator-north'], made));
    await carryOut(id);
    const { roles } = await client.seats();
    const given = roles.find((role) => role.account === registrar.toLowerCase() && role.role === 'REGISTRAR');
    expect(given).to.deep.include({ grantedBy: id, until });

    await enrolCompany(registrar, keys['operator-north'], made);
    const signer = await openRequestSigner(client, { file: made.file, passphrase });
    company = { ...made, client: createClient({ url: node.url, signer: { ...signer, now: clock } }) };
    const enrolled = await client.participant(company.account);
    expect(enrolled).to.include({ kind: 'COMPANY', status: 'ACTIVE', name: 'Counting Company' });
  });

  it('is denied at first; the record says that the company itself asked', async () => {
    denied = await company.client.access(question());
    expect(denied).to.include({ verdict: 'deny', reason: 'NO_POLICY' });
    expect(await verdictOnChain({ client, network }, question(), denied.at)).to.equal(verdictOf(denied));
    const { records } = await client.accessRecords({ participant: company.account });
    expect(records.at(-1)).to.include({ askedBy: company.account.toLowerCase(), isPermitted: false });
  });

  it('the seatbelt shows who would gain it, and that the company’s own denial would be a permission', async () => {
    ends = Math.ceil(clock()) + 10 * hour;
    const limit = { leftOperand: 'dateTime', operator: 'lt', rightOperand: instantText(ends) };
    const values = { name: 'counts', owner: account(0), target, reviewBy: ends };
    const permission = ['read', 'derive'].map((action) => {
      const assigned = { assignee: 'urn:qdt:kind:COMPANY', target, action, constraint: [research, limit] };
      return action === 'read' ? assigned : { ...assigned, duty: [consent] };
    });
    const file = join(folder, 'policy.json');
    writeFileSync(file, JSON.stringify({ ...policyTemplate('research-only', values), permission }));
    policyProposal = await propose({ 'publish-policy': [file] });
    const { outcome, effects, warnings, replay } = await client.seatbelt(policyProposal);
    expect([outcome, warnings]).to.deep.equal(['would succeed', []]);
    expect(effects.map(({ text }) => text).join())
      .to.contain('ompan')
      .and.contain('research');
    expect(replay.flips).to.deep.equal([
      {
        participant: company.account.toLowerCase(),
        target,
        action: 'read',
        purpose: 'research',
        before: 'deny',
        after: 'permit',
        reasonBefore: 'NO_POLICY',
        reasonAfter: 'PERMITTED',
        count: 1,
      },
    ]);
  });

  it('flips by ballots that somebody delivers who is no agency, after the timelock and not before', async () => {
    const fewer = await propose({ 'withdraw-seat': [account(2)] });
    const ballots = [
      await ballot(0, policyProposal, 'FOR'),
      await ballot(1, policyProposal, 'FOR'),
      await ballot(2, policyProposal, 'AGAINST'),
      await ballot(0, fewer, 'FOR'),
      await ballot(1, fewer, 'FOR'),
    ];
    expect((await company.client.castBallots({ ballots })).counted).to.equal(5);
    expect(await company.client.access(question())).to.include({ verdict: 'deny' });
    await carryOut(policyProposal, fewer);
    const permitted = await company.client.access(question());
    expect(permitted).to.include({ verdict: 'permit', reason: 'PERMITTED' });
    expect(await verdictOnChain({ client, network }, question(), permitted.at)).to.equal(verdictOf(permitted));
    const other = await client.access(question('read', 'audit'));
    expect(other).to.include({ verdict: 'deny', reason: 'OTHER_PURPOSE' });
  });

  it('explains both, now and then: rule, vote, ballots, since and until', async () => {
    const { executedAt } = await client.proposal(policyProposal);
    const now = await client.access(question());
    expect(now).to.include({ ruleIndex: 0, proposal: policyProposal, since: executedAt, until: ends });
    expect(now.ruleInWords).to.contain('may read').and.contain('research');
    expect(now.ballots?.map(({ name, support }) => [name, support])).to.have.deep.members([
      [agencies[0].name, 'FOR'],
      [agencies[1].name, 'FOR'],
      [agencies[2].name, 'AGAINST'],
    ]);
    const then = await client.access({ ...question(), at: denied.at });
    expect({ ...then, recordId: denied.recordId }).to.deep.equal(denied);

    const { participant, target: what, action, purpose } = question();
    const asked = ['--participant', participant, '--target', what, '--action', action, '--purpose', purpose];
    const yes = await qdt('why', ...asked);
    expect(yes.code, yes.err).to.equal(0);
    expect(yes.out).to.contain('Yes, at').and.contain(policyProposal).and.contain('Environment Agency AGAINST');
    expect(yes.out).to.contain(`Until ${instantText(ends).slice(0, 10)}`);
    const no = await qdt('why', ...asked, '--at', String(denied.at));
    expect(no.code).to.equal(1);
    expect(no.out).to.contain('No, at').and.contain('No policy speaks of it');
    expect((await qdt('access-records', '--check')).out).to.contain('none changed or left out');
  });

  it('takes no ballot of the seat that was withdrawn in the next vote, which approves what the rule left to one', async () => {
    expect(await client.access(question('derive'))).to.include({ verdict: 'deny', reason: 'VOTE_NEEDED' });
    const { policyId = 0 } = await client.access(question());
    const until = Math.ceil(clock()) + 5 * hour;
    const id = await propose({ approve: [`${policyId},1,${company.account},${until}`] });
    const [kept, lost] = [await ballot(0, id, 'FOR'), await ballot(2, id, 'FOR')];
    await expectRejection('SEAT_MISSING', client.castBallots({ ballots: [kept, lost] }));
    expect((await client.castBallots({ ballots: [kept, await ballot(1, id, 'FOR')] })).counted).to.equal(2);
    await carryOut(id);
    const approved = await client.access(question('derive'));
    expect(approved).to.deep.include({ verdict: 'permit', ruleIndex: 1, until });
    expect(approved.approval).to.deep.include({ proposal: id, until });
    expect(approved.approval?.ballots).to.have.length(2);
    expect(await verdictOnChain({ client, network }, question('derive'), approved.at)).to.equal(verdictOf(approved));
  });

  it('ends when it said, and so does the registrar’s role', async () => {
    ahead += 24 * hour;
    expect(await client.access(question())).to.include({ verdict: 'deny', reason: 'TOO_LATE' });
    const registrar = accounts.operators[0] ?? accounts.agency;
    const late = await newCompany();
    await expectRejection('CALL_REVERTED', enrolCompany(registrar, keys['operator-north'], late));
  });

  async function newCompany(): Promise<{ account: Address; file: string; profile: Profile }> {
    const { seed, publicKey } = generateAuthorityKey();
    const label = 'Counting Company';
    const seeds = { ...newSeeds(), authority: seed };
    const keyFile = await sealKeyFile({ label, seeds, authorityPublicKey: publicKey, passphrase, cost: 1024 });
    const file = join(folder, `company-${keyFile.authority.publicKey.slice(-8)}.json`);
    writeFileSync(file, JSON.stringify(keyFile));
    const salt: Hex = `0x${'00'.repeat(32)}`;
    const signers = [signerOf(network.contracts.verifier, keyFile.authority.publicKey)];
    const { account: address } = await client.createAccount({ signers, threshold: 1, salt });
    const offChain = { mlDsa65: keyFile.mlDsa65.publicKey, ageRecipient: keyFile.age.recipient };
    return { account: address, file, profile: registeredProfile({ name: label, keys: offChain }) };
  }
});

type Profile = ReturnType<typeof registeredProfile>;
