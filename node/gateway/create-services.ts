import type { DatabaseSync } from 'node:sqlite';
import type { Chain, ChainLog } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import type { RelayedCall, Relay as SerialRelay } from '../chain/relay.ts';
import { answerRpc } from '../chain/rpc.ts';
import type { NodeConfig } from '../config.ts';
import type { ContentStore } from '../content/content-store.ts';
import { createDatasetContent } from '../dataspace/datasets/dataset-content.ts';
import { createDatasets } from '../dataspace/datasets/datasets.ts';
import { createDatasetReview } from '../dataspace/datasets/review.ts';
import type { VersionContents } from '../dataspace/datasets/version-contents.ts';
import { createDataspace, type DataspaceOptions } from '../dataspace/dataspace.ts';
import { createEnvelopes } from '../dataspace/keys/envelopes.ts';
import type { EnvelopesTable } from '../dataspace/keys/envelopes-table.ts';
import { createGrants } from '../dataspace/keys/grants.ts';
import { exportBallots } from '../decisions/ballot-export.ts';
import type { CityIndex } from '../decisions/city-index.ts';
import { createClaims } from '../decisions/claims.ts';
import { createCourtReview } from '../decisions/court-review.ts';
import { createDecisionModels } from '../decisions/decision-model.ts';
import { createDecisions } from '../decisions/decisions.ts';
import { createEnactors } from '../decisions/enactors.ts';
import { listMandates } from '../decisions/mandates.ts';
import { buildReceipt } from '../decisions/receipt.ts';
import { createDecisionRequests } from '../decisions/requests.ts';
import { createReview } from '../decisions/review.ts';
import { createSearch } from '../decisions/search.ts';
import { createSnapshots } from '../decisions/snapshots.ts';
import { readStoredSample } from '../decisions/stored-sample.ts';
import { createAccess } from '../governance/access.ts';
import type { AccessRecords } from '../governance/access-records.ts';
import { createAccounts } from '../governance/accounts.ts';
import { createAnswerTimes } from '../governance/answer-times.ts';
import { createBallots } from '../governance/ballots.ts';
import { createCalls, type Relay } from '../governance/calls.ts';
import type { CallsTable } from '../governance/calls-table.ts';
import { readMlDsaKey } from '../governance/expanded-keys.ts';
import { createIdentities } from '../governance/identities.ts';
import { createKeys } from '../governance/keys.ts';
import type { NoncesTable } from '../governance/nonces-table.ts';
import { createParticipants } from '../governance/participants.ts';
import { createPolicies } from '../governance/policies.ts';
import { createPolicyReview } from '../governance/policy-review.ts';
import { rehearse } from '../governance/preflight.ts';
import { createProposals } from '../governance/proposals.ts';
import { createAccessHistory } from '../governance/seatbelt/access-history.ts';
import { createSeatbelt } from '../governance/seatbelt/seatbelt.ts';
import { listSeats } from '../governance/seats.ts';
import { createSubjects } from '../governance/subjects.ts';
import { createTexts } from '../governance/texts.ts';
import type { TextsTable } from '../governance/texts-table.ts';
import { decisionLedgerAbi, participantAccountFactoryAbi } from '../protocol/abi.ts';
import { NodeError } from '../protocol/errors.ts';
import type { Anchor } from '../protocol/network.ts';
import { nativeEngine } from '../protocol/signatures/native.ts';
import { nativeMlDsa65 } from '../protocol/signatures/native-ml-dsa-65.ts';
import type { Feed } from './feed.ts';
import type { Services } from './services.ts';

/** What was opened, in the order in which it was opened. */
export interface OpenedParts {
  config: NodeConfig;
  version: string;
  chain: Chain;
  relay: SerialRelay;
  content: ContentStore;
  /** What of it is kept here: the public is served nothing else, lest the node hold whatever anybody names. */
  stored: ContentStore;
  /** The encrypted content of datasets. */
  versionContents: VersionContents;
  envelopesTable: EnvelopesTable;
  callsTable: CallsTable;
  /** What this node negotiates and has agreed to, in a file of its own. */
  dataspaceDatabase: DatabaseSync;
  /** Where this node's endpoints stand for other connectors: known once it listens. */
  ownAddress: () => string;
  /** Signs what goes to other connectors; without it this node is anybody there. */
  signMessage?: DataspaceOptions['sign'];
  /** Every verdict that was asked for. */
  accessRecords: AccessRecords;
  nonces: NoncesTable;
  textsTable: TextsTable;
  index: CityIndex;
  feed: Feed;
  /** Unix seconds, whole. */
  clock: () => number;
  log: ChainLog;
}

/** Puts the services together over what was opened. */
export function createServices(parts: OpenedParts): Services {
  const {
    config,
    version,
    chain,
    content,
    stored,
    versionContents,
    envelopesTable,
    callsTable,
    accessRecords,
    index,
    feed,
    clock,
    log,
  } = parts;
  const relay = createGuardedRelay(parts);
  const indexed = (blockNumber: number): Promise<void> => atMost(patienceSeconds, index.reached(blockNumber));
  const participants = createParticipants(index.participants, content);
  const policies = createPolicies({ table: index.policies, participants, content, clock });
  const answerTimes = createAnswerTimes(policies);
  const reviewDecisions = createReview({
    ledger: chain.contracts.decisionLedger,
    clock,
    simulate: (call) => rehearse(chain, call),
  });
  const reviewPolicies = createPolicyReview({
    registry: chain.contracts.policyRegistry,
    governor: chain.contracts.governor,
    votedPurposes: policies.votedPurposes,
  });
  const modelOf = createDecisionModels(index.decisions, content);
  const reviewCourt = createCourtReview({
    court: chain.contracts.modelCourt,
    decisionOf: (claimId) => index.claims.get(claimId)?.decisionId,
    modelOf,
    standingEnergy: (decisionId) => readStandingEnergy(chain, decisionId),
    storedSample: (hash) => readStoredSample(chain, hash),
  });
  const reviewDatasets = createDatasetReview({
    registry: chain.contracts.datasetRegistry,
    votedPurposes: policies.votedPurposes,
  });
  const { contracts } = chain;
  const keys = createKeys({ table: index.keys, participants: index.participants, contracts, relay, indexed, clock });
  const calls = createCalls({
    chainId: chain.chainId,
    founder: chain.contracts.founder,
    governor: chain.contracts.governor,
    table: callsTable,
    participants: index.participants,
    content,
    relay,
    engine: nativeEngine,
    requireUsable: keys.requireUsable,
    clock,
    indexed,
    review: async (batch, getBlock) => {
      await reviewDecisions(batch, getBlock);
      await reviewCourt(batch);
      await reviewPolicies(batch.calls, getBlock);
      await reviewDatasets(batch, getBlock);
    },
    announce(digest) {
      feed.callChanged(digest);
      feed.ring();
    },
  });
  const decisions = createDecisions({
    table: index.decisions,
    steps: index.steps,
    participants,
    content,
    enactors: createEnactors({ chain, clock }),
    costOf: calls.costOf,
  });
  const access = createAccess({
    tables: index,
    proposals: index.proposals,
    participants,
    records: accessRecords,
    head: () => ({ timestamp: index.timestamp() ?? 0, number: index.position() }),
    clock,
  });
  const grants = createGrants({
    datasets: index.datasets,
    agreements: index.agreements,
    access,
    anchor: index.anchor,
    isActive: (account) => index.participants.enrolment(account)?.status === 'ACTIVE',
    clock,
  });
  const { proposals: table } = index;
  const proposals = createProposals({ chain, table, participants, relay, indexed });
  return {
    config,
    version,
    chain,
    content: stored,
    participants,
    identities: createIdentities({
      participants: index.participants,
      content,
      nonces: parts.nonces,
      engine: nativeMlDsa65,
      clock,
    }),
    keys,
    accounts: createAccounts({
      contracts,
      isExpanded: async (signer) => (await readMlDsaKey(chain, signer)) !== undefined,
      relay,
      predict: ({ signers, threshold, salt }) =>
        createChainClient(chain).readContract({
          address: chain.contracts.accountFactory,
          abi: participantAccountFactoryAbi,
          functionName: 'predict',
          args: [signers, BigInt(threshold), salt],
        }),
      isKnown: (account) => index.participants.signersOf(account) !== undefined,
      indexed,
    }),
    calls,
    proposals,
    policies,
    access,
    dataspace: createDataspace({
      database: parts.dataspaceDatabase,
      content: stored,
      access,
      participant: config.participant,
      allowedPeers: config.allowedPeers,
      ...(parts.signMessage === undefined ? {} : { sign: parts.signMessage }),
      ownAddress: parts.ownAddress,
      clock,
      log,
    }),
    datasets: createDatasets({ datasets: index.datasets, agreements: index.agreements, participants, content, clock }),
    datasetContent: createDatasetContent({
      contents: versionContents,
      datasets: index.datasets,
      grants,
      indexNumber: () => index.position(),
    }),
    envelopes: createEnvelopes({ table: envelopesTable, datasets: index.datasets, grants, clock }),
    seatbelt: createSeatbelt({
      chain,
      proposals: table,
      participants,
      history: createAccessHistory(index, accessRecords),
      clock,
    }),
    ballots: createBallots({
      chain,
      proposals,
      participants: index.participants,
      relay,
      engine: nativeEngine,
      requireUsable: keys.requireUsable,
      indexed,
    }),
    exportBallots: (voter, limit) =>
      exportBallots({ chain, proposals: table, texts: parts.textsTable }, { voter, limit }),
    seats: () => listSeats(index.seats, participants),
    texts: createTexts({
      table: parts.textsTable,
      subjects: createSubjects({
        governor: chain.contracts.governor,
        proposals: table,
        calls: callsTable,
        decision: async (id) => {
          const row = index.decisions.get(id);
          if (row === undefined) return undefined;
          const answerWithinSeconds = await answerTimes.decisions(row.kind);
          return { asked: row.agency, ...(answerWithinSeconds === undefined ? {} : { answerWithinSeconds }) };
        },
        policy: answerTimes.policy,
      }),
      participants,
      clock,
      announce(hash) {
        feed.textChanged(hash);
        feed.ring();
      },
    }),
    decisions,
    mandates: () => listMandates({ mandates: index.mandates, decisions: index.decisions, participants, clock }),
    claims: createClaims(index.claims, participants),
    modelOf,
    requests: createDecisionRequests({
      ledger: chain.contracts.decisionLedger,
      participants: index.participants,
      calls,
    }),
    receipt: (id) => buildReceipt({ chain, content }, { decisionId: BigInt(id) }),
    snapshots: createSnapshots(content, clock),
    search: createSearch({ table: index.decisions, participants, calls, content }),
    feed,
    rpc: (body) => answerRpc(chain, body),
    anchor: async () => index.anchor() ?? (await latestAnchor(chain)),
    challengeWindowSeconds: () => Math.max(config.challengeWindowSeconds, index.minimumWindow() ?? 0),
    indexNumber: () => index.position(),
    isIndexed: () => index.isComplete() && index.position() >= chain.status().headNumber,
    clock,
    log,
  };
}

/** An answer waits this long for the index; what the chain took stays taken. */
const patienceSeconds = 10;

async function atMost(seconds: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, seconds * 1000);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** While the ledger is being verified nobody waits: a call is refused and may be sent again. */
function createGuardedRelay({ chain, relay }: OpenedParts): Relay {
  const requireVerified = (): void => {
    const { verifying, headNumber } = chain.status();
    if (verifying) throw new NodeError('CHAIN_VERIFYING', { headNumber });
  };
  return {
    async preflight(call: RelayedCall) {
      requireVerified();
      await rehearse(chain, { from: relay.address, ...call });
    },
    async send(call: RelayedCall) {
      requireVerified();
      return await relay.send(call);
    },
  };
}

async function readStandingEnergy(chain: Chain, decisionId: number): Promise<bigint> {
  const [, , , , outcome] = await createChainClient(chain).readContract({
    address: chain.contracts.decisionLedger,
    abi: decisionLedgerAbi,
    functionName: 'decision',
    args: [BigInt(decisionId)],
  });
  return outcome.energy;
}

async function latestAnchor(chain: Chain): Promise<Anchor> {
  const { number, hash } = await createChainClient(chain).getBlock();
  return { chainId: chain.chainId, genesisHash: chain.genesisHash, blockNumber: Number(number), blockHash: hash };
}
