import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import type { Network } from '../../node/client/views.ts';
import { readConfig } from '../../node/config.ts';
import { type RunningNode, startNode } from '../../node/node.ts';
import { decisionLedgerAbi } from '../../node/protocol/abi.ts';
import { type VerifiedBallots, verifyBallots } from '../../node/protocol/ballots-file/verify.ts';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { cityGovernorAbi, type Support } from '../../node/protocol/governance-abi.ts';
import type { RequestSigner } from '../../node/protocol/http-signature/sign.ts';
import { type ProposalContent, proposalIdOf, proposeCall } from '../../node/protocol/proposal.ts';
import { newSalt, saltedHash } from '../../node/protocol/salted-text.ts';
import { nativeEngine } from '../../node/protocol/signatures/native.ts';
import { openRequestSigner } from '../../scripts/command/identity-option.ts';
import type { CityAccounts } from '../../scripts/demonstration/accounts.ts';
import { foundCity } from '../../scripts/demonstration/city.ts';
import { type DemonstrationKeys, ensureKeys } from '../../scripts/demonstration/keys.ts';
import { agencies, type KeyHolderId } from '../../scripts/demonstration/participants.ts';
import { submitSigned } from '../../scripts/demonstration/submit.ts';
import { signBallot } from '../../scripts/sign-ballot.ts';
import { expectRejection } from '../expect-code.ts';

const run = promisify(execFile);
/** Seconds that the city's clock is ahead of this machine's: so that nobody waits for the end of a vote. */
let ahead = 0;
const clock = (): number => Date.now() / 1000 + ahead;
const passphrase = demonstrationPassphrase;
const governance = {
  votingDelaySeconds: 0,
  votingPeriodSeconds: 3600,
  minimumVotingPeriodSeconds: 5,
  lateQuorumExtensionSeconds: 1,
  quorumPercent: 50,
  timelockDelaySeconds: 3600,
};
const title = 'Longer windows\n\nNine seconds are enough for a demonstration.';
const titleSalt = newSalt();

describe('what agencies and citizens say, and what is left of a vote', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-voices-'));
  let node: RunningNode;
  let client: NodeClient;
  let network: Network;
  let keys: DemonstrationKeys;
  let accounts: CityAccounts;
  let content: ProposalContent;
  let id: string;

  const idOf = (index: number): KeyHolderId => agencies[index]?.id ?? agencies[0].id;
  const account = (index: number): Address => accounts.agencies[index] ?? accounts.agency;
  const keyOf = (holder: KeyHolderId) => ({ file: keys[holder].file, passphrase });
  const known = new Map<KeyHolderId, Promise<RequestSigner>>();
  /** A key file takes a second to open: each once. */
  const as = async (holder: KeyHolderId): Promise<NodeClient> => {
    const signer = known.get(holder) ?? openRequestSigner(client, keyOf(holder));
    known.set(holder, signer);
    return createClient({ url: node.url, signer: await signer });
  };
  const castVote = (index: number, args: readonly [bigint, number, string]) => {
    const data = encodeFunctionData({ abi: cityGovernorAbi, functionName: 'castVoteWithReason', args });
    const calls = [{ target: network.contracts.governor, value: 0n, data }];
    return submitSigned({ client, clock }, keys[idOf(index)], { account: account(index), calls, content: [] });
  };
  const exported = async (index: number): Promise<string> => JSON.stringify(await client.pastBallots(account(index)));
  const qdt = async (program: string, ...args: string[]): Promise<string> => {
    const env = { ...process.env, QDT_ENV: 'demo', QDT_PASSPHRASE: passphrase };
    const { stdout } = await run(process.execPath, [`scripts/${program}.ts`, ...args], { env });
    return stdout;
  };

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
    const data = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'setMinimumWindow', args: [9] });
    content = {
      calls: [{ target: network.contracts.decisionLedger, value: 0n, data }],
      description: saltedHash({ salt: titleSalt, text: title }),
    };
    id = String(proposalIdOf(content));
  });
  after(async () => {
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps a proposal’s title only under the hash on chain, only from its proposer, only signed', async () => {
    const [proposer, other] = await Promise.all([as(idOf(0)), as(idOf(1))]);
    const about = { kind: 'proposal', id } as const;
    const text = { kind: 'title', about, text: title, salt: titleSalt } as const;
    await expectRejection('TEXT_NOT_ON_CHAIN', proposer.putText(text));
    const calls = [proposeCall(network.contracts.governor, content)];
    await submitSigned({ client, clock }, keys[idOf(0)], { account: account(0), calls, content: [] });
    await expectRejection('IDENTITY_REQUIRED', client.putText(text));
    await expectRejection('TEXT_OF_ANOTHER', other.putText(text));
    await expectRejection('TEXT_NOT_ON_CHAIN', proposer.putText({ ...text, text: `${title}!` }));
    await expectRejection('BODY_TOO_LARGE', proposer.putText({ ...text, text: 'x'.repeat(1_100_000) }));
    await expectRejection('INPUT_INVALID', proposer.putText({ ...text, text: 'x'.repeat(20_000) }));
    await proposer.putText(text);
    const { texts } = await client.texts(`proposal:${id}`);
    expect(texts.map((one) => [one.text, one.author])).to.deep.equal([[title, account(0).toLowerCase()]]);
  });

  it('refuses a reason of 1 MB on every way, and counts nothing', async () => {
    for (const bytes of [100_000, 1_000_000]) {
      const attempt = castVote(1, [BigInt(id), 1, 'x'.repeat(bytes)]);
      await expectRejection(bytes === 100_000 ? 'CALL_REVERTED' : 'BODY_TOO_LARGE', attempt);
    }
    expect((await client.proposal(id)).tally).to.deep.equal({ for: 0, against: 0, abstain: 0 });
    expect((await client.calls({ status: 'pending' })).calls).to.deep.equal([]);
  });

  it('takes ballots with a reason: by signature, by the agency’s own call, and from the command line', async () => {
    const reason = { text: 'Because it is short.', salt: newSalt() };
    const ballot = {
      proposalId: BigInt(id),
      support: 'FOR' as Support,
      voter: account(0),
      reasonHash: saltedHash(reason),
    };
    const signature = await signBallot(network, keyOf(idOf(0)), ballot);
    const submission = { ...ballot, proposalId: id, signatures: [signature] };
    const { reasonHash: _, ...without } = submission;
    await expectRejection('SIGNATURE_INVALID', client.castBallots({ ballots: [without] }));
    expect((await client.castBallots({ ballots: [submission] })).counted).to.equal(1);
    const about = { kind: 'ballot', id: `${id}:${account(0).toLowerCase()}` } as const;
    const voter = await as(idOf(0));
    await voter.putText({ kind: 'reason', about, ...reason });

    const hash: Hex = saltedHash({ text: 'kept for myself', salt: newSalt() });
    await castVote(1, [BigInt(id), 0, hash]);

    const file = keys[idOf(2)].file;
    const options = ['--agency', account(2), '--key', file, '--yes', '--json', '--node', node.url];
    const out = join(folder, 'ballot.json');
    await qdt('vote', id, 'for', ...options, '--reason', 'A reason in a file', '--out', out);
    const shared = join(folder, 'shared-ballot.json');
    copyFileSync(out, shared);
    await qdt('vote', '--sign', shared, '--key', keys[idOf(0)].file, '--yes', '--node', node.url);
    expect(JSON.parse(readFileSync(shared, 'utf8')).ballot.signatures).to.have.length(2);
    const both = JSON.parse(readFileSync(shared, 'utf8')).ballot;
    await expectRejection('SIGNER_UNKNOWN', client.castBallots({ ballots: [both] }));
    expect(JSON.parse(await qdt('vote', '--deliver', out, '--json', '--node', node.url)).counted).to.equal(1);
    await qdt('vote', '--give-reason', out, ...options.slice(2));
    const { ballots, tally } = await client.proposal(id);
    expect(tally).to.deep.equal({ for: 2, against: 1, abstain: 0 });
    expect(ballots.find(({ voter: by }) => by === account(1).toLowerCase())?.reasonHash).to.equal(hash);
    const reasons = (await client.texts(`proposal:${id}`)).texts.filter(({ kind }) => kind === 'reason');
    expect(reasons.map(({ text }) => text)).to.deep.equal([reason.text, 'A reason in a file']);
    const told = await qdt('proposals', id, '--node', node.url);
    expect(told).to.contain('  Longer windows').and.contain('  A reason in a file');
  });

  it('lets a citizen ask, and the proposer answer', async () => {
    const citizen = await as('citizen');
    const about = { kind: 'proposal', id } as const;
    const question = await citizen.putText({ kind: 'question', about, text: 'Why nine?', salt: newSalt() });
    const [waiting] = (await client.questions({ waitingFor: account(0) })).questions;
    expect(waiting).to.include({ hash: question.hash, asked: account(0).toLowerCase(), isOverdue: false });
    const answer = {
      kind: 'answer',
      about,
      text: 'It is a demonstration.',
      salt: newSalt(),
      replyTo: question.hash,
    } as const;
    await expectRejection('TEXT_OF_ANOTHER', citizen.putText(answer));
    await (await as(idOf(0))).putText(answer);
    expect((await client.questions({ waitingFor: account(0) })).questions).to.deep.equal([]);
    await citizen.eraseText(question.hash);
    const [erased] = (await client.questions()).questions;
    expect(erased?.text).to.equal(undefined);
    expect(erased?.answers.map(({ text }) => text)).to.deep.equal(['It is a demonstration.']);
  });

  it('exports past ballots that verify offline, each by every check', async () => {
    const states = (verified: VerifiedBallots) =>
      verified.ballots.map(({ checks }) => checks.map(({ name, state }) => `${name} ${state}`).join(', '));
    const good = 'proposal passed, block passed, transaction passed, counted passed, signatures passed, reason';
    const anchor = ', anchor not-checked';
    const [signed, called] = [await exported(0), await exported(1)].map((text) => verifyBallots(text, nativeEngine));
    expect(signed?.isValid && called?.isValid).to.equal(true);
    expect([signed, called].map((one) => one && states(one))).to.deep.equal([
      [`${good} passed${anchor}`],
      [`${good} not-checked${anchor}`],
    ]);
    const file = join(folder, 'ballots.json');
    await qdt('ballots', 'export', account(2), '--out', file, '--node', node.url);
    const against: VerifiedBallots = JSON.parse(await qdt('ballots', 'verify', file, '--against', node.url, '--json'));
    expect([against.isValid, ...states(against)]).to.deep.equal([true, `${good} passed, anchor passed`]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"FOR"', '"AGAINST"'));
    await qdt('ballots', 'verify', file).then(
      () => expect.fail('it verified'),
      ({ code, stderr }: { code: number; stderr: string }) => {
        expect(code).to.equal(1);
        expect(stderr).to.contain('BALLOTS_NOT_VALID check=transaction');
      },
    );
  });

  it('finds a changed byte anywhere, by the check it breaks', async () => {
    const text = await exported(0);
    const failing = (changed: string): string[] => {
      const { file, ballots, isValid } = verifyBallots(changed, nativeEngine);
      expect(isValid).to.equal(false);
      return [file, ...ballots.flatMap(({ checks }) => checks)]
        .filter(({ state }) => state === 'failed')
        .map(({ name }) => name);
    };
    const file = JSON.parse(text);
    const [ballot] = file.ballots;
    const bump = (hex: string): string => `${hex.slice(0, -1)}${hex.endsWith('0') ? '1' : '0'}`;
    const named: [check: string, change: object][] = [
      ['proposal', { proposal: { ...ballot.proposal, description: bump(ballot.proposal.description) } }],
      ['block', { castAt: ballot.castAt + 1 }],
      ['transaction', { support: 'ABSTAIN' }],
      ['counted', { event: { ...ballot.event, logIndex: ballot.event.logIndex + 1 } }],
      ['signatures', { call: { ...ballot.call, keys: { ...ballot.call.keys, accountProof: [] } } }],
      ['reason', { reason: { ...ballot.reason, text: 'Because I was paid.' } }],
    ];
    for (const [check, change] of named)
      expect(failing(JSON.stringify({ ...file, ballots: [{ ...ballot, ...change }] }))).to.include(check);
    const other = new Map([[ballot.event.blockNumber, bump(ballot.blockHash) as Hex]]);
    expect(verifyBallots(text, nativeEngine, other).isValid).to.equal(false);
    expect(failing(text.replace(':', ': '))).to.deep.equal(['file']);
    const places = Array.from({ length: 120 }, (_, index) => Math.floor((index * (text.length - 1)) / 119));
    for (const place of places) {
      const changed = text[place] === '0' ? '1' : '0';
      expect(failing(`${text.slice(0, place)}${changed}${text.slice(place + 1)}`), `byte ${place}`).not.to.deep.equal(
        [],
      );
    }
  });

  it('leaves a ballot valid when its reason is erased, without the text', async () => {
    const { ballots } = JSON.parse(await exported(0));
    await (await as(idOf(0))).eraseText(ballots[0].reasonHash);
    const text = await exported(0);
    expect(text).not.to.contain('Because it is short.');
    const { isValid, ballots: verified } = verifyBallots(text, nativeEngine);
    expect(isValid).to.equal(true);
    expect(verified[0]?.checks.at(-2)).to.include({ name: 'reason', state: 'not-checked', reason: 'TEXT_NOT_HERE' });
  });

  it('says of a vote that waits in the timelock from when it can be carried out', async () => {
    ahead = governance.votingPeriodSeconds + 60;
    expect((await client.proposal(id)).state).to.equal('SUCCEEDED');
    await client.stepProposal(id, 'queue');
    await expectRejection('PROPOSAL_NOT_READY', client.stepProposal(id, 'execute'));
    const told = await qdt('execute', id, '--node', node.url).catch((error: { stderr: string }) => error.stderr);
    expect(told).to.match(/PROPOSAL_NOT_READY .*readyAt=20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  });
});
