import { type Address, parseEventLogs, type TransactionReceipt } from 'viem';
import type { Chain } from '../../chain/chain.ts';
import { createChainClient, findNodeError, readReceipt } from '../../chain/contracts.ts';
import { NodeError } from '../../protocol/errors.ts';
import { cityGovernorAbi } from '../../protocol/governance-abi.ts';
import type { CarriedOut, RunLog } from '../../protocol/seatbelt/run.ts';
import { subjectsOf } from '../../protocol/seatbelt/subjects.ts';
import type { ProposalRow } from '../proposals-table.ts';
import { readFacts } from './read-facts.ts';

export interface Executed {
  readonly logs: readonly RunLog[];
  /** Undefined where the chain does not keep so old a state. What else happened in the same block is within. */
  readonly run: CarriedOut | undefined;
}

/** What a proposal did when it was carried out: its receipt's events, and the state around its block. */
export async function readExecuted(
  chain: Pick<Chain, 'chainId' | 'request' | 'contracts'>,
  row: ProposalRow,
): Promise<Executed> {
  const { contracts } = chain;
  const client = createChainClient(chain);
  if (row.executeTransaction === undefined) throw new NodeError('PROPOSAL_WRONG_STATE', { id: row.id });
  const receipt = await readReceipt(client, row.executeTransaction);
  const logs = logsOfProposal(receipt, contracts.governor, BigInt(row.id));
  const subjects = subjectsOf(logs, contracts);
  const number = Number(receipt.blockNumber);
  try {
    const run = {
      kind: 'carried-out',
      proposalId: BigInt(row.id),
      calls: row.calls,
      isAnew: false,
      before: await readFacts({ client, contracts, blockNumber: number - 1 }, subjects),
      after: await readFacts({ client, contracts, blockNumber: number }, subjects),
      logs,
      storage: [],
      frame: undefined,
    } as const;
    return { logs, run };
  } catch (error) {
    if (findNodeError(error)?.code === 'RPC_FAILED') return { logs, run: undefined };
    throw error;
  }
}

/** One transaction may carry out several proposals: each is told after everything that it did. */
function logsOfProposal({ logs }: TransactionReceipt, governor: Address, id: bigint): RunLog[] {
  const own = logs.filter(({ address }) => address.toLowerCase() === governor.toLowerCase());
  const ends = parseEventLogs({ abi: cityGovernorAbi, logs: own, eventName: 'ProposalExecuted' });
  const end = ends.find(({ args }) => args.proposalId === id)?.logIndex ?? -1;
  const start = Math.max(-1, ...ends.map(({ logIndex }) => logIndex).filter((index) => index < end));
  return logs
    .filter(({ logIndex }) => logIndex > start && logIndex <= end)
    .map(({ address, topics, data }) => ({
      address: `0x${address.slice(2).toLowerCase()}`,
      topics: [...topics],
      data,
    }));
}
