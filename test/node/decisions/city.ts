import { join } from 'node:path';
import { type Address, encodeFunctionData, type Hex, parseEventLogs, stringToHex, type TransactionReceipt } from 'viem';
import type { EmbeddedChainOptions } from '../../../node/chain/embedded-chain.ts';
import { createRelay, type Relay } from '../../../node/chain/relay.ts';
import { type ContentStore, createContentStore } from '../../../node/content/content-store.ts';
import { decisionLedgerAbi, participantAccountFactoryAbi } from '../../../node/protocol/abi.ts';
import { batchDigest, type Call, encodeExecute, signerOf } from '../../../node/protocol/call.ts';
import { nonceOf } from '../../../node/protocol/call-nonce.ts';
import { digestOfCid } from '../../../node/protocol/cid.ts';
import type { Contracts } from '../../../node/protocol/network.ts';
import { encodeProblem, type Problem, problemCid } from '../../../node/protocol/problems/problem.ts';
import { routesProblem } from '../../../node/protocol/problems/routes/parameters.ts';
import { answerOf, encodeRecord } from '../../../node/protocol/record-call.ts';
import { encodeReport, type Report } from '../../../node/protocol/report.ts';
import type { Block, SnapshotContent } from '../../../node/protocol/snapshot.ts';
import { takeSnapshot } from '../../../node/twin/demonstration.ts';
import { solve } from '../../../oracle/problems/solver.ts';
import {
  constitutionCalls,
  enrolAgencyCall,
  enrolOperatorCall,
  grantRoleCall,
} from '../../../scripts/demonstration/founding.ts';
import { startTestChain, type TestChain, testChainId, testGenesisTimestamp } from '../chain/fixture.ts';
import { signDigest, type TestKey, testKey } from './signing-keys.ts';

/** An account and the keys that the tests sign with for it. */
export interface TestAccount {
  readonly address: Address;
  readonly keys: readonly TestKey[];
}

/** A founded ledger with one agency and one 2-of-3 committee, and whatever was signed on it. */
export interface City extends TestChain {
  readonly relay: Relay;
  readonly content: ContentStore;
  readonly agency: TestAccount;
  readonly committee: TestAccount;
  /** Signs a batch with the first `signers` keys of the account and relays it. */
  execute(account: TestAccount, calls: readonly Call[], signers: number): Promise<TransactionReceipt>;
}

/** `firstKey` chooses the keys, so that two cities have none in common: founder, agency, and three operators from that number on. */
export async function foundCity(firstKey = 1, options: Partial<EmbeddedChainOptions> = {}): Promise<City> {
  const founder = testKey(firstKey);
  const founders = { signers: [founder.publicKey], threshold: 1 };
  const genesis = { chainId: testChainId, timestamp: testGenesisTimestamp, founders, minimumWindowSeconds: 5 };
  const test = await startTestChain({ genesis, ...options });
  const ground = {
    ...test,
    relay: createRelay(test.chain, test.relayKey),
    content: await createContentStore(join(test.folder, 'content')),
  };
  const accounts = await openAccounts(
    ground,
    [1, 2, 3, 4].map((offset) => firstKey + offset),
  );
  return await constitute({ ...ground, ...accounts }, founder);
}

type Ground = TestChain & Pick<City, 'relay' | 'content'>;

/** Accounts of an agency (first key) and of a 2-of-3 committee (the others), not yet enrolled. */
export async function openAccounts(
  { relay, chain }: Ground,
  [agencyKey, ...operatorKeys]: readonly number[],
): Promise<Pick<City, 'agency' | 'committee'>> {
  const agency = await openAccount(relay, chain.contracts, [testKey(agencyKey ?? 0)], 1);
  const committee = await openAccount(relay, chain.contracts, operatorKeys.map(testKey), 2);
  return { agency, committee };
}

/** Gives the ledger its rules and its participants, by the founder's signature. */
export async function constitute(ground: Ground & Pick<City, 'agency' | 'committee'>, founder: TestKey): Promise<City> {
  const city: City = { ...ground, execute: createExecutor(ground) };
  const { agency, committee, chain, execute } = city;
  const { contracts } = chain;
  const calls = [
    ...constitutionCalls(contracts, contracts.founder),
    enrolAgencyCall(contracts, agency.address, noProfile),
    grantRoleCall(contracts, 'AGENCY', agency.address),
    enrolOperatorCall(contracts, committee.address, noProfile),
  ];
  await execute({ address: contracts.founder, keys: [founder] }, calls, 1);
  return city;
}

function createExecutor({ chain, relay, clock }: Ground): City['execute'] {
  let lane = 1n;
  return async (account, calls, signers) => {
    const batch = { account: account.address, calls, nonce: nonceOf(lane++), deadline: clock.now() + 3600 };
    const digest = batchDigest(chain.chainId, batch);
    const signatures = account.keys.slice(0, signers).map((key) => signDigest(chain.contracts.verifier, key, digest));
    return await relay.send({ to: account.address, data: encodeExecute(batch, signatures) });
  };
}

const noProfile = {
  document: `0x${'00'.repeat(32)}`,
  mlDsa65Key: `0x${'11'.repeat(32)}`,
  ageRecipient: `0x${'22'.repeat(32)}`,
} as const;

export async function openAccount(
  relay: Relay,
  contracts: Contracts,
  keys: readonly TestKey[],
  threshold: number,
): Promise<TestAccount> {
  const signers = keys.map(({ publicKey }) => signerOf(contracts.verifier, publicKey));
  const args = [signers, BigInt(threshold), `0x${'00'.repeat(32)}`] as const;
  const data = encodeFunctionData({ abi: participantAccountFactoryAbi, functionName: 'create', args });
  const { logs } = await relay.send({ to: contracts.accountFactory, data });
  const [created] = parseEventLogs({ abi: participantAccountFactoryAbi, eventName: 'AccountCreated', logs });
  if (created === undefined) throw new Error('no account created');
  return { address: created.args.account, keys };
}

/** A small honest answer to a small question about the demonstration city. */
export interface Answer {
  readonly problem: Problem;
  readonly snapshot: { readonly content: SnapshotContent; readonly blocks: readonly Block[] };
  readonly report: Report;
}

export async function solveSmall(seed = 7): Promise<Answer> {
  const snapshot = takeSnapshot(() => 1_790_000_000);
  const problem = routesProblem({ parameters: { groupTrips: 1000 }, solver: { seed, workUnits: 2000 } });
  const { report } = await solve({ problem, snapshot: snapshot.content });
  return { problem, snapshot, report };
}

/** Requests and records one decision for each report, in one signed batch each; returns the decisions' ids. */
export async function decide(
  city: City,
  { problem, snapshot }: Answer,
  reports: readonly Report[],
  challengeWindow = 5,
): Promise<bigint[]> {
  const { chain, content, agency, committee, execute, clock } = city;
  const ledger = chain.contracts.decisionLedger;
  for (const { bytes } of snapshot.blocks) await content.putBlock(bytes);
  await content.putBlock(encodeProblem(problem));
  for (const report of reports) await content.putBlock(encodeReport(report));
  const terms = {
    kind: stringToHex('routes', { size: 32 }),
    problem: digestOfCid(problemCid(problem)),
    snapshot: digestOfCid(snapshot.content.cid),
    isRestricted: false,
    recordBy: clock.now() + 600,
    challengeWindow,
    committee: committee.address,
  };
  const requestData = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'request', args: [terms] });
  const { logs } = await execute(
    agency,
    reports.map(() => callOf(ledger, requestData)),
    1,
  );
  const ids = parseEventLogs({ abi: decisionLedgerAbi, eventName: 'DecisionRequested', logs }).map(
    ({ args }) => args.id,
  );
  const records = reports.map((report, index) => callOf(ledger, encodeRecord(ids[index] ?? 0n, answerOf(report))));
  await execute(committee, records, 2);
  return ids;
}

export async function finalize({ chain, clock, relay }: City, id: bigint): Promise<void> {
  clock.advance(10);
  const data = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'finalize', args: [id] });
  await relay.send({ to: chain.contracts.decisionLedger, data });
}

function callOf(target: Address, data: Hex): Call {
  return { target, value: 0n, data };
}
