import type { Address } from 'viem';
import type { Chain, ChainLog } from '../chain/chain.ts';
import type { NodeConfig } from '../config.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { DatasetContent } from '../dataspace/datasets/dataset-content.ts';
import type { Datasets } from '../dataspace/datasets/datasets.ts';
import type { Dataspace } from '../dataspace/dataspace.ts';
import type { Envelopes } from '../dataspace/keys/envelopes.ts';
import type { CaseView } from '../decisions/claims.ts';
import type { Decisions } from '../decisions/decisions.ts';
import type { MandateView } from '../decisions/mandates.ts';
import type { DecisionRequests } from '../decisions/requests.ts';
import type { Search } from '../decisions/search.ts';
import type { Snapshots } from '../decisions/snapshots.ts';
import type { Access } from '../governance/access.ts';
import type { Accounts } from '../governance/accounts.ts';
import type { Ballots } from '../governance/ballots.ts';
import type { Calls } from '../governance/calls.ts';
import type { Identities } from '../governance/identities.ts';
import type { Keys } from '../governance/keys.ts';
import type { Participants } from '../governance/participants.ts';
import type { Policies } from '../governance/policies.ts';
import type { Proposals } from '../governance/proposals.ts';
import type { Seatbelt } from '../governance/seatbelt/seatbelt.ts';
import type { SeatList } from '../governance/seats.ts';
import type { Texts } from '../governance/texts.ts';
import type { BallotsFile } from '../protocol/ballots-file/format.ts';
import type { Anchor } from '../protocol/network.ts';
import type { CompiledProblem } from '../protocol/problems/problem.ts';
import type { Feed } from './feed.ts';

/** What the gateway's routes speak for. */
export interface Services {
  config: NodeConfig;
  version: string;
  chain: Chain;
  content: ContentStore;
  datasets: Datasets;
  /** The encrypted blocks of datasets, for those to whom they are granted. */
  datasetContent: DatasetContent;
  envelopes: Envelopes;
  participants: Participants;
  identities: Identities;
  accounts: Accounts;
  keys: Keys;
  calls: Calls;
  proposals: Proposals;
  policies: Policies;
  access: Access;
  seatbelt: Seatbelt;
  ballots: Ballots;
  /** An account's newest ballots with their evidence. */
  exportBallots: (voter: Address, limit: number) => Promise<BallotsFile>;
  seats: () => Promise<SeatList>;
  texts: Texts;
  decisions: Decisions;
  /** The standing mandates, newest first. */
  mandates: () => Promise<MandateView[]>;
  /** Claims and doubts about a decision, newest first. */
  claims: (decisionId: number) => Promise<CaseView[]>;
  /** The model of a decision, compiled here from its content. */
  modelOf: (decisionId: number) => Promise<CompiledProblem>;
  requests: DecisionRequests;
  /** The receipt document of a recorded decision. */
  receipt: (id: number) => Promise<{ format: 'qdt-receipt/1' }>;
  /** Data under contract: the Dataspace Protocol's connector. */
  dataspace: Dataspace;
  snapshots: Snapshots;
  search: Search;
  feed: Feed;
  /** JSON-RPC with the public's methods only. */
  rpc: (body: unknown) => Promise<unknown>;
  /** The latest block as an anchor, from the index. */
  anchor: () => Promise<Anchor>;
  /** The shortest challenge window that a request may name, in seconds. */
  challengeWindowSeconds: () => number;
  /** The last block that the index holds. */
  indexNumber: () => number;
  /** Whether the index holds everything that the chain has. */
  isIndexed: () => boolean;
  clock: () => number;
  log: ChainLog;
}
