import type { DatabaseSync } from 'node:sqlite';
import type { Hex } from 'viem';
import type { Chain, ChainLog } from '../chain/chain.ts';
import type { FollowedBlock } from '../chain/followed-block.ts';
import { followEvents } from '../chain/follower.ts';
import { type AnchoredAgreementsTable, openAnchoredAgreementsTable } from '../dataspace/datasets/agreements-table.ts';
import { applyDatasetEvents } from '../dataspace/datasets/dataset-events.ts';
import { type DatasetsTable, openDatasetsTable } from '../dataspace/datasets/datasets-table.ts';
import { createSignerReader } from '../governance/account-signers.ts';
import { noteFirstAlgorithms, readCodeHashes } from '../governance/first-algorithms.ts';
import { applyGovernanceEvents } from '../governance/governance-events.ts';
import { applyKeyEvents } from '../governance/key-events.ts';
import { type KeysTable, openKeysTable } from '../governance/keys-table.ts';
import { applyParticipantEvents } from '../governance/participant-events.ts';
import { openParticipantsTable, type ParticipantsTable } from '../governance/participants-table.ts';
import { openPoliciesTable, type PoliciesTable } from '../governance/policies-table.ts';
import { openProposalsTable, type ProposalsTable } from '../governance/proposals-table.ts';
import { openSeatsTable, type SeatsTable } from '../governance/seats-table.ts';
import { openStandingTable, type StandingTable } from '../governance/standing-table.ts';
import type { Anchor } from '../protocol/network.ts';
import { type ClaimsTable, openClaimsTable } from './claims-table.ts';
import { applyCourtEvents } from './court-events.ts';
import { applyDecisionEvents } from './decision-events.ts';
import { type DecisionStepsTable, openDecisionStepsTable } from './decision-steps-table.ts';
import { type DecisionsTable, openDecisionsTable } from './decisions-table.ts';
import { openHeadTable } from './head-table.ts';
import { applyMandateEvents } from './mandate-events.ts';
import { type MandatesTable, openMandatesTable } from './mandates-table.ts';
import { openWindowTable } from './window-table.ts';

export interface CityIndexOptions {
  chain: Chain;
  database: DatabaseSync;
  log: ChainLog;
  /** All are told inside the transaction that writes the change. */
  decisionChanged: (id: number) => void;
  callExecuted: (digest: Hex, transactionHash: Hex) => void;
  /** A proposal was made, voted on, queued, carried out or stopped; its id in decimal. */
  proposalChanged: (id: string) => void;
}

/** Everything the node knows from the chain, readable also while the chain is being verified. */
export interface CityIndex {
  participants: ParticipantsTable;
  decisions: DecisionsTable;
  steps: DecisionStepsTable;
  mandates: MandatesTable;
  claims: ClaimsTable;
  proposals: ProposalsTable;
  keys: KeysTable;
  seats: SeatsTable;
  policies: PoliciesTable;
  /** Who was enrolled, suspended, reinstated when. */
  standing: StandingTable;
  datasets: DatasetsTable;
  agreements: AnchoredAgreementsTable;
  /** The shortest challenge window in seconds, since a vote last changed it. */
  minimumWindow(): number | undefined;
  /** The last block that the index holds. */
  position(): number;
  /** Unix seconds of the last block; undefined before the first. */
  timestamp(): number | undefined;
  /** Whether every account's signers have been read as well. */
  isComplete(): boolean;
  /** The last block as an anchor; undefined before the first. */
  anchor(): Anchor | undefined;
  /** Begins to follow the chain; `onBlock` is told after each block's changes are committed. */
  follow(onBlock: (block: FollowedBlock) => void): void;
  /** Resolves when everything up to this block is indexed. */
  reached(blockNumber: number): Promise<void>;
  stop(): Promise<void>;
}

export function openCityIndex(options: CityIndexOptions): CityIndex {
  const { chain, database, log, decisionChanged, callExecuted, proposalChanged } = options;
  const { contracts, chainId, genesisHash } = chain;
  const participants = openParticipantsTable(database);
  const decisions = openDecisionsTable(database);
  const steps = openDecisionStepsTable(database);
  const mandates = openMandatesTable(database);
  const claims = openClaimsTable(database);
  const proposals = openProposalsTable(database);
  const seats = openSeatsTable(database);
  const policies = openPoliciesTable(database);
  const standing = openStandingTable(database);
  const keys = openKeysTable(database);
  const datasets = openDatasetsTable(database);
  const agreements = openAnchoredAgreementsTable(database);
  const head = openHeadTable(database);
  const window = openWindowTable(database);
  const signers = createSignerReader(chain, participants);
  let follower: ReturnType<typeof followEvents> | undefined;

  /** What the deployment did before the first block that is followed. */
  function begin(): void {
    participants.markUnread(contracts.founder);
    participants.grant('ADMIN', contracts.founder);
    noteFirstAlgorithms(keys, contracts);
  }

  /** The deployment makes the founder the first administrator, before anything is followed. */
  function grantFounder(at: number): void {
    seats.grantRole({ role: 'ADMIN', account: contracts.founder, grantedAt: at, grantedBy: '0', until: 0 });
  }

  function apply(block: FollowedBlock): void {
    if (block.number === chain.firstBlock) grantFounder(block.timestamp);
    head.put(block);
    applyParticipantEvents(block, participants, contracts, callExecuted);
    applyGovernanceEvents(block, { proposals, seats, policies, standing, proposalChanged }, contracts);
    applyKeyEvents(block, keys, { contracts, isAccount: participants.isAccount });
    applyDatasetEvents(block, { datasets, agreements }, contracts);
    applyDecisionEvents(block, {
      table: decisions,
      steps,
      contracts,
      chainId,
      windowChanged: window.put,
      changed: decisionChanged,
    });
    applyMandateEvents(block, mandates, contracts);
    applyCourtEvents(block, { table: claims, contracts, changed: decisionChanged });
  }

  function reset(): void {
    const decided = [decisions, steps, mandates, claims];
    const governed = [proposals, seats, policies, standing, datasets, agreements];
    const tables = [participants, keys, ...decided, ...governed, head, window];
    for (const table of tables) table.reset();
    begin();
  }

  async function readSigners(): Promise<void> {
    await chain.ready;
    await readCodeHashes(chain, keys);
    await signers.read();
  }

  if (!participants.isAccount(contracts.founder)) begin();
  return {
    participants,
    decisions,
    steps,
    mandates,
    claims,
    proposals,
    keys,
    seats,
    policies,
    standing,
    datasets,
    agreements,
    minimumWindow: window.get,
    position: () => follower?.position() ?? head.get()?.number ?? chain.firstBlock - 1,
    timestamp: () => head.get()?.timestamp,
    isComplete: () => participants.unread().length === 0,
    anchor() {
      const block = head.get();
      return block === undefined
        ? undefined
        : { chainId, genesisHash, blockNumber: block.number, blockHash: block.hash };
    },
    follow(onBlock) {
      const tell = (block: FollowedBlock): void => {
        readSigners().catch((error: unknown) => log('index.signers-not-read', { reason: String(error) }));
        onBlock(block);
      };
      follower = followEvents({ chain, database, apply, reset, onApplied: tell, log });
      readSigners().catch((error: unknown) => log('index.signers-not-read', { reason: String(error) }));
    },
    async reached(blockNumber) {
      await follower?.reached(blockNumber);
      await signers.read();
    },
    async stop() {
      await follower?.stop();
      await signers.read().catch(() => undefined);
    },
  };
}
