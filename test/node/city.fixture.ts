import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import type { CallSubmission, Network, SignedCall } from '../../node/client/views.ts';
import { type NodeConfig, readConfig } from '../../node/config.ts';
import { type RunningNode, startNode } from '../../node/node.ts';
import { participantRegistryAbi } from '../../node/protocol/abi.ts';
import type { Call, CallBatch } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { nonceOf } from '../../node/protocol/call-nonce.ts';
import { digestOfCid } from '../../node/protocol/cid.ts';
import { cityAccessAbi } from '../../node/protocol/governance-abi.ts';
import { encodeProfile } from '../../node/protocol/participant.ts';
import { problemCid } from '../../node/protocol/problems/problem.ts';
import { routesProblem } from '../../node/protocol/problems/routes/parameters.ts';
import { answerOf, encodeRecord } from '../../node/protocol/record-call.ts';
import { encodeReport, type Report } from '../../node/protocol/report.ts';
import { requestBatch as prepareRequest } from '../../node/protocol/request-batch.ts';
import {
  constitutionCalls,
  enrolAgencyCall,
  enrolOperatorCall,
  grantRoleCall,
} from '../../scripts/demonstration/founding.ts';
import { signBatch, type TestKey, testKey } from './governance/signers.fixture.ts';

/** A node with an agency, and a committee that needs two of three signatures. */
export interface TestCity {
  node: RunningNode;
  client: NodeClient;
  network: Network;
  agency: Address;
  committee: Address;
  config: NodeConfig;
  /** Stops the node and starts it again over the same folder. */
  restart(): Promise<TestCity>;
  remove(): Promise<void>;
}

export const founderKey = (): TestKey => testKey(9);
export const agencyKey = (): TestKey => testKey(8);
export const committeeKeys = (): TestKey[] => [1, 2, 3].map(testKey);

/** Founds a city in a folder of its own: one signature of the founder enrols all. */
export async function startTestCity(overrides: Partial<NodeConfig> = {}): Promise<TestCity> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'qdt-city-'));
  const config = readConfig(
    {},
    {
      dataFolder,
      port: 0,
      environment: 'demo',
      challengeWindowSeconds: 2,
      founders: { signers: [founderKey().publicKey], threshold: 1 },
      ...overrides,
    },
  );
  const node = await startNode(config, { log: () => undefined });
  await node.ready;
  const client = createClient({ url: node.url });
  const network = await client.network();
  const create = async (keys: TestKey[], threshold: number): Promise<Address> =>
    (
      await client.createAccount({
        signers: keys.map((key) => key.signer(network.contracts.verifier)),
        threshold,
        salt: zeroHash,
      })
    ).account;
  const agency = await create([agencyKey()], 1);
  const committee = await create(committeeKeys(), 2);
  await client.submitCall(foundingCall(network, agency, committee));
  return cityOf({ node, client, network, agency, committee, config });
}

type CityParts = Omit<TestCity, 'restart' | 'remove'>;

function cityOf(parts: CityParts): TestCity {
  return {
    ...parts,
    async restart() {
      await parts.node.stop();
      const node = await startNode(parts.config, { log: () => undefined });
      await node.ready;
      return cityOf({ ...parts, node, client: createClient({ url: node.url }) });
    },
    async remove() {
      await parts.node.stop();
      await rm(parts.config.dataFolder, { recursive: true, force: true });
    },
  };
}

function foundingCall(network: Network, agency: Address, committee: Address): CallSubmission {
  const { contracts } = network;
  const agencyProfile = profileOf('Test Agency');
  const committeeProfile = profileOf('Test Committee');
  const calls = [
    ...constitutionCalls(contracts, contracts.founder),
    enrolAgencyCall(contracts, agency, agencyProfile.registered),
    grantRoleCall(contracts, 'AGENCY', agency),
    enrolOperatorCall(contracts, committee, committeeProfile.registered),
  ];
  const batch = batchOf(contracts.founder, 1n, calls);
  return submission(network, batch, [founderKey()], [agencyProfile.bytes, committeeProfile.bytes]);
}

export function profileOf(name: string) {
  const { cid, bytes } = encodeProfile({
    format: 'qdt-profile/1',
    name,
    mlDsa65Key: new Uint8Array(1952).fill(name.length),
    ageRecipient: 'age1pq1test',
  });
  const registered = { document: digestOfCid(cid), mlDsa65Key: hash(1), ageRecipient: hash(2) };
  return { registered, bytes };
}

/** A batch that may be sent for the next ten minutes; its lane is its own. */
export function batchOf(account: Address, lane: bigint, calls: Call[]): CallBatch {
  return { account, calls, nonce: nonceOf(lane), deadline: Math.floor(Date.now() / 1000) + 600 };
}

/** A batch with the signatures of these keys and the blocks that go with it. */
export function submission(
  network: Network,
  batch: CallBatch,
  keys: TestKey[],
  blocks: Uint8Array[] = [],
): CallSubmission {
  return {
    call: signed(network, batch, keys),
    content: blocks.map((bytes) => Buffer.from(bytes).toString('base64')),
  };
}

export function signed(network: Network, batch: CallBatch, keys: TestKey[]): SignedCall {
  const { verifier } = network.contracts;
  return batchToJson(
    batch,
    keys.map((key) => signBatch(key, verifier, network.chainId, batch)),
  );
}

const problem = routesProblem();

/** The agency's call for a decision on this snapshot, and the problem's block. */
export function requestBatch(
  { network, agency, committee }: Pick<TestCity, 'network' | 'agency' | 'committee'>,
  snapshotCid: string,
  lane: bigint,
): { batch: CallBatch; blocks: Uint8Array[] } {
  const { batch, content: blocks } = prepareRequest({
    ledger: network.contracts.decisionLedger,
    agency,
    committee,
    problem,
    snapshotCid,
    challengeWindowSeconds: network.challengeWindowSeconds,
    now: Date.now() / 1000,
    recordSeconds: 300,
    callSeconds: 600,
    nonce: nonceOf(lane),
  });
  return { batch, blocks };
}

/** The committee's call that records a report about this snapshot; the numbers are made up, the form is right. */
export function recordBatch(
  { network, committee }: Pick<TestCity, 'network' | 'committee'>,
  decisionId: number,
  snapshotCid: string,
): { batch: CallBatch; blocks: Uint8Array[] } {
  const report: Report = {
    format: 'qdt-report/1',
    problem: problemCid(problem),
    snapshot: snapshotCid,
    modelRoot: hash(3),
    sample: new Uint8Array([1, 2, 3]),
    energy: 2n ** 100n,
    bound: 2n ** 99n,
    certificate: { kind: 'convex-tangent/1', loads: [1, 2] },
    baselines: { today: 2n ** 101n, shortestPaths: 2n ** 102n },
    solver: { name: 'none', seed: 7, workUnits: 1, workDone: 1 },
    attribution: [],
    quantum: { used: false, label: 'No quantum part.' },
  };
  const data = encodeRecord(BigInt(decisionId), answerOf(report));
  const call = { target: network.contracts.decisionLedger, value: 0n, data };
  return { batch: batchOf(committee, BigInt(decisionId), [call]), blocks: [encodeReport(report)] };
}

/** A call that only an administrator may make. */
export function grantAdminCall({ contracts }: Network, account: Address): Call {
  const data = encodeFunctionData({ abi: cityAccessAbi, functionName: 'grantRole', args: [0n, account, 0] });
  return { target: contracts.accessManager, value: 0n, data };
}

/** A citizen's enrolment of its own account. */
export function enrolSelfCall({ contracts }: Network): Call {
  const profile = { document: zeroHash, mlDsa65Key: hash(4), ageRecipient: hash(5) };
  const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrolSelf', args: [profile] });
  return { target: contracts.participantRegistry, value: 0n, data };
}

function hash(byte: number): Hex {
  return `0x${byte.toString(16).padStart(2, '0').repeat(32)}`;
}
