import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, encodeFunctionData, type Hex, sha256, stringToHex, zeroHash } from 'viem';
import { createClient, type NodeClient } from '../../../node/client/client.ts';
import type { Network } from '../../../node/client/views.ts';
import { readConfig } from '../../../node/config.ts';
import { startNode } from '../../../node/node.ts';
import type { Call } from '../../../node/protocol/call.ts';
import { cityGovernorAbi, type Support, supports } from '../../../node/protocol/governance-abi.ts';
import { type ProposalContent, proposalIdOf, proposeCall } from '../../../node/protocol/proposal.ts';
import { grantSeatCall } from '../../../node/protocol/seat-calls.ts';
import {
  constitutionCalls,
  enrolAgencyCall,
  grantRoleCall,
  handOverCall,
} from '../../../scripts/demonstration/founding.ts';
import { batchOf, founderKey, submission } from '../city.fixture.ts';
import { type TestKey, testKey } from './signers.fixture.ts';

/** A node whose city is governed by three agencies, and whose clock the test moves. */
export interface GovernedNode {
  dataFolder: string;
  client: NodeClient;
  network: Network;
  agencies: readonly [Address, Address, Address];
  advance(seconds: number): void;
  /** Proposes calls, signed by the first agency; `why` is what its text says. */
  propose(why: string, calls: Call[]): Promise<string>;
  /** Both the first two agencies vote like this, and the time for ballots ends. */
  vote(proposal: string, support: Support): Promise<void>;
  /** What was voted for is queued. */
  queue(proposal: string): Promise<void>;
  /** And carried out. */
  execute(proposal: string): Promise<void>;
  remove(): Promise<void>;
}

const agencyKeys = [testKey(21), testKey(22), testKey(23)] as const;
const governance = {
  votingDelaySeconds: 10,
  votingPeriodSeconds: 100,
  minimumVotingPeriodSeconds: 5,
  lateQuorumExtensionSeconds: 1,
  quorumPercent: 50,
  timelockDelaySeconds: 20,
};

/** `first` are calls of the founder before it hands the city over. */
export async function startGovernedCity(first: (network: Network) => Call[] = () => []): Promise<GovernedNode> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'qdt-governed-'));
  let ahead = 0;
  const founders = { signers: [founderKey().publicKey], threshold: 1 };
  const config = readConfig({}, { dataFolder, port: 0, environment: 'demo', founders, governance });
  const node = await startNode(config, { log: () => undefined, clock: () => Date.now() / 1000 + ahead });
  await node.ready;
  const client = createClient({ url: node.url });
  const network = await client.network();
  const { contracts } = network;
  const create = async (key: TestKey): Promise<Address> => {
    const signers = [key.signer(contracts.verifier)];
    return (await client.createAccount({ signers, threshold: 1, salt: zeroHash })).account;
  };
  const agencies = [await create(agencyKeys[0]), await create(agencyKeys[1]), await create(agencyKeys[2])] as const;
  let lane = 100n;
  const act = async (account: Address, key: TestKey, calls: Call[]): Promise<void> => {
    lane += 1n;
    await client.submitCall(submission(network, batchOf(account, lane, calls), [key]));
  };
  const profile = { document: zeroHash, mlDsa65Key: hashOf(1), ageRecipient: hashOf(2) };
  await act(contracts.founder, founderKey(), [
    ...constitutionCalls(contracts, contracts.founder),
    ...agencies.flatMap((agency) => [
      enrolAgencyCall(contracts, agency, profile),
      grantSeatCall(contracts, agency),
      grantRoleCall(contracts, 'AGENCY', agency),
    ]),
    ...first(network),
    await handOverCall(client, contracts),
  ]);
  const contents = new Map<string, ProposalContent>();
  const advance = (seconds: number): void => {
    ahead += seconds;
  };
  return {
    dataFolder,
    client,
    network,
    agencies,
    advance,
    async propose(why, calls) {
      const content = { calls, description: sha256(stringToHex(why)) };
      await act(agencies[0], agencyKeys[0], [proposeCall(contracts.governor, content)]);
      const id = String(proposalIdOf(content));
      contents.set(id, content);
      return id;
    },
    async vote(proposal, support) {
      advance(governance.votingDelaySeconds + 1);
      const args = [BigInt(proposal), supports.indexOf(support)] as const;
      const data = encodeFunctionData({ abi: cityGovernorAbi, functionName: 'castVote', args });
      const ballot = [{ target: contracts.governor, value: 0n, data }];
      await Promise.all([act(agencies[0], agencyKeys[0], ballot), act(agencies[1], agencyKeys[1], ballot)]);
      advance(governance.votingPeriodSeconds + 1);
    },
    async queue(proposal) {
      await client.stepProposal(proposal, 'queue');
    },
    async execute(proposal) {
      advance(governance.timelockDelaySeconds + 1);
      await client.stepProposal(proposal, 'execute');
    },
    async remove() {
      await node.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function hashOf(byte: number): Hex {
  return `0x${byte.toString(16).padStart(64, '0')}`;
}
