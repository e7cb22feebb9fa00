import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, bytesToHex, type Hex, hexToBytes, sha256, zeroHash } from 'viem';
import { createClient, type NodeClient } from '../../../node/client/client.ts';
import type { Network, ProposalView } from '../../../node/client/views.ts';
import { readConfig } from '../../../node/config.ts';
import { type RunningNode, startNode } from '../../../node/node.ts';
import { ballotDigest } from '../../../node/protocol/ballot.ts';
import type { Call } from '../../../node/protocol/call.ts';
import { digestOfCid } from '../../../node/protocol/cid.ts';
import { encodeProfile } from '../../../node/protocol/participant.ts';
import { type CompiledPolicy, compilePolicy } from '../../../node/protocol/policy/compile.ts';
import { publishPolicyCall } from '../../../node/protocol/policy/governing-calls.ts';
import { policyTemplate } from '../../../node/protocol/policy/templates.ts';
import { grantSeatCall } from '../../../node/protocol/seat-calls.ts';
import {
  constitutionCalls,
  enrolAgencyCall,
  enrolOperatorCall,
  enrolSelfCall,
  grantRoleCall,
  handOverCall,
} from '../../../scripts/demonstration/founding.ts';
import { firstPolicies } from '../../../scripts/demonstration/policies.ts';
import { batchOf, founderKey, recordBatch, requestBatch, submission } from '../city.fixture.ts';
import { type TestKey, testKey } from '../governance/signers.fixture.ts';
import { sealTestKey } from './key-files.fixture.ts';

/** An agency with a seat, and its key file on disk. */
export interface GoverningAgency {
  name: string;
  account: Address;
  key: TestKey;
  keyFile: string;
  /** Of the key that it registered for requests to the node (RFC 9421). */
  mlDsa65PublicKey: Hex;
}

/** A city that votes: three agencies with seats, one signer each, and a clock that a test moves. */
export interface GovernedCity {
  node: RunningNode;
  client: NodeClient;
  network: Network;
  agencies: readonly [GoverningAgency, GoverningAgency, GoverningAgency];
  citizen: GoverningAgency;
  /** Asked by the first agency, recorded with made-up numbers; final after the challenge window. */
  decision: number;
  /** What must never leave the browser, as hexadecimal and base64 text. */
  secrets: readonly string[];
  /** Sets the node's clock forward. */
  passSeconds(seconds: number): void;
  waitFor(id: string, state: ProposalView['state']): Promise<ProposalView>;
  remove(): Promise<void>;
}

export const votingPeriodSeconds = 600;
export const timelockDelaySeconds = 60;

const governance = {
  votingDelaySeconds: 0,
  votingPeriodSeconds,
  minimumVotingPeriodSeconds: 5,
  lateQuorumExtensionSeconds: 1,
  quorumPercent: 50,
  timelockDelaySeconds,
};
const names = ['Mobility Agency', 'Energy Agency', 'Environment Agency'] as const;

export async function startGovernedCity(): Promise<GovernedCity> {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-governed-'));
  let ahead = 0;
  const clock = (): number => Date.now() / 1000 + ahead;
  const config = readConfig(
    {},
    {
      dataFolder: join(folder, 'node'),
      port: 0,
      environment: 'demo',
      founders: { signers: [founderKey().publicKey], threshold: 1 },
      governance,
    },
  );
  const node = await startNode(config, { log: () => undefined, clock });
  await node.ready;
  const client = createClient({ url: node.url });
  const network = await client.network();
  const secrets: string[] = [];
  const made: GoverningAgency[] = [];
  for (const [index, seed] of [21, 22, 23, 24].entries()) {
    const key = testKey(seed);
    const { seeds, file } = await sealTestKey(seed, key.publicKey);
    const keyFile = join(folder, `agency-${index}.json`);
    writeFileSync(keyFile, JSON.stringify(file));
    for (const bytes of Object.values(seeds))
      secrets.push(bytesToHex(bytes).slice(2), Buffer.from(bytes).toString('base64').replace(/=+$/, ''));
    const account = await create(client, network, key);
    made.push({ name: names[index] ?? '', account, key, keyFile, mlDsa65PublicKey: file.mlDsa65.publicKey });
  }
  const [first, second, third, citizen] = made;
  if (first === undefined || second === undefined || third === undefined || citizen === undefined)
    throw new RangeError('three agencies and a citizen');
  const committeeKey = testKey(25);
  const committee = await create(client, network, committeeKey);
  await found(client, network, [first, second, third], committee);
  const enrol = enrolSelfCall(network.contracts, { document: zeroHash, ...offChainOf(citizen) });
  await client.submitCall(submission(network, batchOf(citizen.account, 1n, [enrol]), [citizen.key]));
  const asked = { network, agency: first.account, committee };
  const decision = await decide(client, asked, first.key, committeeKey);
  return {
    node,
    client,
    network,
    agencies: [first, second, third],
    citizen,
    decision,
    secrets,
    passSeconds(seconds) {
      ahead += seconds;
    },
    async waitFor(id, state) {
      for (;;) {
        const proposal = await client.proposal(id);
        if (proposal.state === state) return proposal;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async remove() {
      await node.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const offChain = { mlDsa65Key: `0x${'01'.repeat(32)}`, ageRecipient: `0x${'02'.repeat(32)}` } as const;

/** The hashes that a participant registers. */
function offChainOf({ mlDsa65PublicKey }: GoverningAgency) {
  return { ...offChain, mlDsa65Key: sha256(mlDsa65PublicKey) };
}

async function decide(
  client: NodeClient,
  asked: { network: Network; agency: Address; committee: Address },
  agencyKey: TestKey,
  committeeKey: TestKey,
): Promise<number> {
  const { cid } = await client.takeSnapshot();
  const request = requestBatch(asked, cid, 7n);
  const submitted = submission(asked.network, request.batch, [agencyKey], request.blocks);
  const result = await client.requestDecision(submitted);
  if (!('id' in result)) throw new Error('one signature is enough');
  const record = recordBatch(asked, result.id, cid);
  await client.submitCall(submission(asked.network, record.batch, [committeeKey], record.blocks));
  return result.id;
}

async function create(client: NodeClient, { contracts }: Network, key: TestKey): Promise<Address> {
  const signers = [key.signer(contracts.verifier)];
  return (await client.createAccount({ signers, threshold: 1, salt: zeroHash })).account;
}

/** The founding council's one act: rules, agencies, seats, first policies, and the handover to votes. */
async function found(
  client: NodeClient,
  network: Network,
  agencies: readonly GoverningAgency[],
  committee: Address,
): Promise<void> {
  const { contracts, time } = network;
  const blocks: Uint8Array[] = [];
  const calls: Call[] = constitutionCalls(contracts, contracts.founder);
  for (const agency of agencies) {
    const { name, account } = agency;
    const profile = encodeProfile({
      format: 'qdt-profile/1',
      name,
      mlDsa65Key: hexToBytes(agency.mlDsa65PublicKey),
      ageRecipient: 'age1pq1test',
    });
    blocks.push(profile.bytes);
    calls.push(enrolAgencyCall(contracts, account, { document: digestOfCid(profile.cid), ...offChainOf(agency) }));
    calls.push(grantSeatCall(contracts, account), grantRoleCall(contracts, 'AGENCY', account));
  }
  calls.push(enrolOperatorCall(contracts, committee, { document: zeroHash, ...offChain }));
  const owner = agencies[0]?.account ?? contracts.founder;
  const first = firstPolicies(contracts, { owner, reviewBy: time + 30 * 86_400 });
  const answers = answerPolicy(owner, time + 30 * 86_400);
  calls.push(publishPolicyCall(contracts.policyRegistry, answers));
  calls.push(...first.calls, await handOverCall(client, contracts));
  const batch = batchOf(contracts.founder, 1n, calls);
  await client.submitCall(
    submission(network, batch, [founderKey()], [...blocks, answers.document.canonical, ...first.content]),
  );
}

/** Agencies must answer questions about decisions on routes within these days. */
export const answerDays = 14;

function answerPolicy(owner: Address, reviewBy: number): CompiledPolicy {
  const target = 'urn:qdt:decision:routes';
  const constraint = [{ leftOperand: 'elapsedTime', operator: 'lteq', rightOperand: `P${answerDays}D` }];
  const document = {
    ...policyTemplate('internal', { name: 'answers', owner, target, reviewBy }),
    permission: [
      { assignee: 'urn:qdt:role:AGENCY', target, action: 'decide', duty: [{ action: 'answer', constraint }] },
    ],
    prohibition: [],
  };
  return compilePolicy(JSON.stringify(document), new Set());
}

/** A ballot that another hand signs and delivers. */
export async function castElsewhere(
  city: GovernedCity,
  id: string,
  { agency, support = 'AGAINST' }: { agency: GoverningAgency; support?: 'FOR' | 'AGAINST' },
): Promise<void> {
  const { chainId, contracts } = city.network;
  const ballot = { proposalId: BigInt(id), support, voter: agency.account } as const;
  const digest = ballotDigest({ chainId, governor: contracts.governor }, ballot);
  const signature = agency.key.sign(contracts.verifier, digest);
  await city.client.castBallots({ ballots: [{ ...ballot, proposalId: id, signatures: [signature] }] });
}
