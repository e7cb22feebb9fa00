import { type Address, type Hex, keccak256, stringToBytes } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import type { Call } from '../protocol/call.ts';
import { describeProposal } from '../protocol/describe-call.ts';
import { timeText } from '../protocol/descriptions/values.ts';
import { NodeError } from '../protocol/errors.ts';
import { cityGovernorAbi, type ProposalState, proposalStates, type Support } from '../protocol/governance-abi.ts';
import { encodeStep } from '../protocol/proposal.ts';
import type { Relay } from './calls.ts';
import type { Participants } from './participants.ts';
import type { BallotRow, ProposalRow, ProposalsTable } from './proposals-table.ts';

export interface BallotView {
  voter: Address;
  name?: string;
  support: Support;
  castAt: number;
  transactionHash: Hex;
  reasonHash?: Hex;
}

/** A proposal as it is shown. Times in unix seconds; the id is decimal. */
export interface ProposalView {
  id: string;
  state: ProposalState;
  proposer: Address;
  proposerName?: string;
  calls: { target: Address; value: string; data: Hex }[];
  /** What the calls do, read from their bytes and not from any text. */
  inWords: string;
  description: string;
  descriptionHash: Hex;
  createdAt: number;
  voteStart: number;
  voteEnd: number;
  eta?: number;
  executedAt?: number;
  canceledAt?: number;
  veto?: { guardian: Address; reasonHash: Hex };
  transactions: { propose: Hex; queue?: Hex; execute?: Hex };
  tally: { for: number; against: number; abstain: number };
  /** How many seats must vote for or abstain; not known before the timepoint. */
  quorum?: number;
  ballots: BallotView[];
}

export interface ProposalsOptions {
  chain: Chain;
  table: ProposalsTable;
  participants: Participants;
  relay: Relay;
  indexed: (blockNumber: number) => Promise<void>;
}

export interface Proposals {
  list(limit: number): Promise<ProposalView[]>;
  get(id: string): Promise<ProposalView | undefined>;
  /** Relays what anybody may ask for: to queue what was voted for, or to carry it out. Throws 'PROPOSAL_UNKNOWN', 'PROPOSAL_WRONG_STATE', 'PROPOSAL_NOT_READY' (with the time), 'CALL_REVERTED'. */
  step(id: string, step: 'queue' | 'execute'): Promise<{ transactionHash: Hex }>;
}

const stateBefore = { queue: 'SUCCEEDED', execute: 'QUEUED' } as const;

/** Proposals as the index knows them; their state is asked from the chain as of the next block. */
export function createProposals({ chain, table, participants, relay, indexed }: ProposalsOptions): Proposals {
  const { governor } = chain.contracts;
  const client = createChainClient(chain);
  const asked = { address: governor, abi: cityGovernorAbi, blockTag: 'pending' } as const;

  async function stateOf(id: string): Promise<ProposalState> {
    const number = await client.readContract({ ...asked, functionName: 'state', args: [BigInt(id)] });
    const state = proposalStates[number];
    if (state === undefined) throw new NodeError('INDEX_CORRUPT', { column: 'state', id });
    return state;
  }

  async function ballotView({ voter, support, castAt, transactionHash, reasonHash }: BallotRow): Promise<BallotView> {
    const name = await participants.nameOf(voter);
    return {
      voter,
      ...(name === undefined ? {} : { name }),
      support,
      castAt,
      transactionHash,
      ...(reasonHash === undefined ? {} : { reasonHash }),
    };
  }

  async function view(row: ProposalRow): Promise<ProposalView> {
    const ballots = table.ballots(row.id);
    const state = await stateOf(row.id);
    const proposerName = await participants.nameOf(row.proposer);
    const { eta, executedAt, canceledAt, queueTransaction, executeTransaction } = row;
    return {
      ...factsOf(row),
      state,
      ...(proposerName === undefined ? {} : { proposerName }),
      inWords: describeProposal(row.calls, chain.contracts),
      ...(eta === undefined ? {} : { eta }),
      ...(executedAt === undefined ? {} : { executedAt }),
      ...(canceledAt === undefined ? {} : { canceledAt }),
      ...vetoOf(row),
      transactions: {
        propose: row.proposeTransaction,
        ...(queueTransaction === undefined ? {} : { queue: queueTransaction }),
        ...(executeTransaction === undefined ? {} : { execute: executeTransaction }),
      },
      tally: {
        for: weightOf(ballots, 'FOR'),
        against: weightOf(ballots, 'AGAINST'),
        abstain: weightOf(ballots, 'ABSTAIN'),
      },
      ...(state === 'PENDING' ? {} : { quorum: await quorumAt(row.voteStart) }),
      ballots: await Promise.all(ballots.map(ballotView)),
    };
  }

  /** What was voted waits in the timelock until its time, which a block's clock must reach. */
  async function requireReady({ id, eta }: ProposalRow): Promise<void> {
    const now = await client.readContract({ ...asked, functionName: 'clock' });
    if (eta !== undefined && now < eta)
      throw new NodeError('PROPOSAL_NOT_READY', { id, readyAt: timeText(eta), eta, now });
  }

  async function quorumAt(timepoint: number): Promise<number> {
    return Number(await client.readContract({ ...asked, functionName: 'quorum', args: [BigInt(timepoint)] }));
  }

  return {
    list: (limit) => Promise.all(table.list(limit).map(view)),
    async get(id) {
      const row = table.get(id);
      return row === undefined ? undefined : await view(row);
    },
    async step(id, step) {
      const row = table.get(id);
      if (row === undefined) throw new NodeError('PROPOSAL_UNKNOWN', { field: 'id', id });
      const state = await stateOf(id);
      if (state !== stateBefore[step])
        throw new NodeError('PROPOSAL_WRONG_STATE', { id, state, needed: stateBefore[step] });
      if (step === 'execute') await requireReady(row);
      const receipt = await relay.send({ to: governor, data: encodeStep(step, row) });
      await indexed(Number(receipt.blockNumber));
      return { transactionHash: receipt.transactionHash };
    },
  };
}

function factsOf({ id, proposer, calls, description, createdAt, voteStart, voteEnd }: ProposalRow) {
  return {
    id,
    proposer,
    calls: calls.map((call: Call) => ({ ...call, value: String(call.value) })),
    description,
    descriptionHash: keccak256(stringToBytes(description)),
    createdAt,
    voteStart,
    voteEnd,
  };
}

function vetoOf({ guardian, vetoReason }: ProposalRow): Pick<ProposalView, 'veto'> {
  return guardian === undefined || vetoReason === undefined ? {} : { veto: { guardian, reasonHash: vetoReason } };
}

function weightOf(ballots: readonly BallotRow[], support: Support): number {
  return ballots.filter((ballot) => ballot.support === support).reduce((sum, { weight }) => sum + weight, 0);
}
