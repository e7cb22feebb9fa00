import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { type Address, type Hex, sha256, stringToHex } from 'viem';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import type { Network } from '../../node/client/views.ts';
import { readConfig } from '../../node/config.ts';
import { type RunningNode, startNode } from '../../node/node.ts';
import { algorithmCall } from '../../node/protocol/algorithm-calls.ts';
import { algorithms } from '../../node/protocol/algorithms.ts';
import { auditReceipt } from '../../node/protocol/audit.ts';
import { ballotDigest } from '../../node/protocol/ballot.ts';
import { batchDigest, type Call, type CallBatch } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { randomNonce } from '../../node/protocol/call-nonce.ts';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { proposeKeysCall } from '../../node/protocol/key-change.ts';
import { openKeyFile } from '../../node/protocol/key-file.ts';
import type { KeySecrets } from '../../node/protocol/key-secrets.ts';
import { routesProblem } from '../../node/protocol/problems/routes/parameters.ts';
import { type ProposalContent, proposalIdOf, proposeCall } from '../../node/protocol/proposal.ts';
import { answerOf } from '../../node/protocol/record-call.ts';
import { encodeReport } from '../../node/protocol/report.ts';
import { requestBatch } from '../../node/protocol/request-batch.ts';
import { nativeEngine } from '../../node/protocol/signatures/native.ts';
import { readEvidence } from '../../oracle/committee/evidence.ts';
import { solve } from '../../oracle/problems/solver.ts';
import { recordBatch } from '../../oracle/report/record-batch.ts';
import type { SigningAlgorithmName } from '../../scripts/command/algorithm-option.ts';
import type { CityAccounts } from '../../scripts/demonstration/accounts.ts';
import { foundCity } from '../../scripts/demonstration/city.ts';
import { type DemonstrationKeys, ensureKeys } from '../../scripts/demonstration/keys.ts';
import { agencies, type KeyHolderId, operators } from '../../scripts/demonstration/participants.ts';
import { signWith } from '../../scripts/sign-batch.ts';
import { expectRejection } from '../expect-code.ts';

const clock = (): number => Date.now() / 1000;
const governance = {
  votingDelaySeconds: 0,
  votingPeriodSeconds: 6,
  minimumVotingPeriodSeconds: 5,
  lateQuorumExtensionSeconds: 1,
  quorumPercent: 50,
  timelockDelaySeconds: 2,
};
const second: SigningAlgorithmName = 'ML-DSA-65';

describe('a city whose first algorithm falls', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-two-algorithms-'));
  let node: RunningNode;
  let client: NodeClient;
  let network: Network;
  let keys: DemonstrationKeys;
  let accounts: CityAccounts;
  let earlier: unknown;

  before(async () => {
    keys = await ensureKeys(join(folder, 'keys'));
    const founders = { signers: [keys.founder.keyFile.authority.publicKey], threshold: 1 };
    const parameters = { dataFolder: join(folder, 'node'), port: 0, environment: 'demo', founders, governance };
    node = await startNode(readConfig({}, parameters), { log: () => undefined });
    await node.ready;
    client = createClient({ url: node.url });
    network = await client.network();
    accounts = await foundCity({ client, keys, tell: () => undefined, clock });
  });
  after(async () => {
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opening a key file takes half a second on purpose, so each is opened once. */
  const opened = new Map<KeyHolderId, Promise<KeySecrets>>();
  const signDigest = async (id: KeyHolderId, digest: Hex, algorithm?: SigningAlgorithmName) => {
    const secrets = opened.get(id) ?? openKeyFile(keys[id].keyFile, demonstrationPassphrase);
    opened.set(id, secrets);
    return await signWith(await secrets, network, { digest, algorithm });
  };
  const sign = (id: KeyHolderId, batch: CallBatch, algorithm?: SigningAlgorithmName) =>
    signDigest(id, batchDigest(network.chainId, batch), algorithm);
  const batchOf = (account: Address, calls: Call[]): CallBatch => {
    return { account, calls, nonce: randomNonce(), deadline: Math.ceil(clock()) + 600 };
  };
  const submit = async (batch: CallBatch, ids: readonly KeyHolderId[], algorithm?: SigningAlgorithmName) => {
    const signatures = [];
    for (const id of ids) signatures.push(await sign(id, batch, algorithm));
    return await client.submitCall({ call: batchToJson(batch, signatures), content: [] });
  };
  const recorded = async (algorithm: SigningAlgorithmName): Promise<unknown> => {
    const problem = routesProblem({ parameters: { groupTrips: 1000 }, solver: { seed: 7, workUnits: 2000 } });
    const { cid } = await client.takeSnapshot();
    const request = requestBatch({
      ledger: network.contracts.decisionLedger,
      agency: accounts.agency,
      committee: accounts.committee,
      problem,
      snapshotCid: cid,
      challengeWindowSeconds: network.challengeWindowSeconds,
      now: clock(),
      recordSeconds: 300,
      callSeconds: 600,
      nonce: randomNonce(),
    });
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const asked = await sign('mobility-agency', request.batch, algorithm);
    const submission = { call: batchToJson(request.batch, [asked]), content: request.content.map(base64) };
    const result = await client.requestDecision(submission);
    if (!('id' in result)) throw new RangeError('a decision');
    const { id } = result;
    const decision = await client.decision(id);
    const evidence = await readEvidence(client, decision);
    const { report } = await solve({ problem: evidence.problem, snapshot: evidence.snapshot });
    const batch = recordBatch(network.contracts.decisionLedger, decision, answerOf(report));
    const signatures = [];
    for (const operator of operators.slice(0, 2)) {
      signatures.push(await sign(operator.id, batch, algorithm));
    }
    await client.submitCall({ call: batchToJson(batch, signatures), content: [base64(encodeReport(report))] });
    return await client.receipt(id);
  };
  const failures = async (receipt: unknown) => {
    const { checks } = await auditReceipt({ receipt, engine: nativeEngine });
    return checks.filter(({ state }) => state === 'failed').map(({ name, reason }) => `${name} ${reason}`);
  };

  it('has both algorithms in use, and needs but one of them', async () => {
    const { algorithms: listed } = await client.algorithms();
    expect(listed.map(({ name, status }) => [name, status])).to.deep.equal(
      Object.keys(algorithms).map((name) => [name, 'ACTIVE']),
    );
    const { signers } = await client.accountKeys(accounts.agency);
    expect(signers.map(({ algorithm }) => algorithm).sort()).to.deep.equal(['ML-DSA-65', 'SLH-DSA-SHA2-128s']);
    earlier = await recorded('SLH-DSA-SHA2-128s');
    expect(await failures(earlier)).to.deep.equal([]);
  });

  it('does not count one operator twice who signs with both', async () => {
    const batch = batchOf(accounts.committee, [nothing(accounts.committee)]);
    const first = await sign('operator-north', batch);
    const both = [first, await sign('operator-north', batch, second)];
    const call = await client.submitCall({ call: batchToJson(batch, both), content: [] });
    expect(call.status).to.equal('pending');
  });

  it('is frozen by two agencies of the guardian, and then signs with the other: nothing else counts', async () => {
    const freeze = algorithmCall(network.contracts, 'freeze', algorithms['SLH-DSA-SHA2-128s'].code);
    const call = await submit(batchOf(accounts.guardian, [freeze]), ['mobility-agency', 'energy-agency']);
    expect(call.status).to.equal('executed');
    const { algorithms: listed, changes } = await client.algorithms();
    expect(listed[0]).to.include({ status: 'FROZEN', isUsable: false });
    expect(changes.at(-1)).to.include({ change: 'FROZEN' });
    await expectRejection(
      'ALGORITHM_NOT_USABLE',
      submit(batchOf(accounts.agency, [nothing(accounts.agency)]), ['mobility-agency']),
    );
    expect(
      (await submit(batchOf(accounts.agency, [nothing(accounts.agency)]), ['mobility-agency'], second)).status,
    ).to.equal('executed');
  });

  it('records with it, and what was recorded before stays auditable', async () => {
    expect(await failures(await recorded(second))).to.deep.equal([]);
    expect(await failures(earlier)).to.deep.equal([]);
  });

  it('rotates with it: the fallen key goes after the delay', async () => {
    const agency = accounts.agencies[2] ?? accounts.agency;
    const { signers } = await client.accountKeys(agency);
    const fallen = signers.filter(({ isUsable }) => !isUsable).map(({ signer }) => signer);
    const change = { added: [], removed: fallen, threshold: 1 };
    await submit(batchOf(agency, [proposeKeysCall(agency, change, [])]), ['environment-agency'], second);
    const { pending } = await client.accountKeys(agency);
    while (clock() < (pending?.effectiveAt ?? 0) + 1) await pause(100);
    await client.applyKeys(agency);
    expect(await client.accountKeys(agency)).to.deep.include({ epoch: 1, threshold: 1 });
    expect((await client.accountKeys(agency)).signers).to.have.length(1);
  });

  it('votes with it, and thaws the first by that vote', async () => {
    const thaw = algorithmCall(network.contracts, 'unfreeze', algorithms['SLH-DSA-SHA2-128s'].code);
    const content: ProposalContent = { calls: [thaw], description: sha256(stringToHex('mended')) };
    const id = String(proposalIdOf(content));
    const box = { chainId: network.chainId, governor: network.contracts.governor };
    const ballots = [];
    for (const [index, { id: holder }] of agencies.entries()) {
      const voter = accounts.agencies[index] ?? accounts.agency;
      const ballot = { proposalId: BigInt(id), support: 'FOR', voter } as const;
      const signature = await signDigest(holder, ballotDigest(box, ballot), second);
      ballots.push({ proposalId: id, support: 'FOR' as const, voter, signatures: [signature] });
    }
    const propose = proposeCall(network.contracts.governor, content);
    await submit(batchOf(accounts.agency, [propose]), ['mobility-agency'], second);
    const waitFor = async (state: string) => {
      while ((await client.proposal(id)).state !== state) await pause(200);
    };
    await waitFor('ACTIVE');
    expect((await client.castBallots({ ballots })).counted).to.equal(3);
    await waitFor('SUCCEEDED');
    await client.stepProposal(id, 'queue');
    const { eta = 0 } = await client.proposal(id);
    while (clock() < eta + 1) await pause(200);
    await client.stepProposal(id, 'execute');
    expect((await client.algorithms()).algorithms[0]).to.include({ status: 'ACTIVE', isUsable: true });
    expect((await submit(batchOf(accounts.agency, [nothing(accounts.agency)]), ['mobility-agency'])).status).to.equal(
      'executed',
    );
  });
});

/** A call that does nothing: an account that receives no coin. */
function nothing(account: Address): Call {
  return { target: account, value: 0n, data: '0x' };
}
