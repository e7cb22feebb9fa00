import { encodeEventTopics, type Hex, numberToHex } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import { field, hexValue, quantity } from '../chain/rpc-values.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import { stepEventNames } from '../protocol/audit/ledger-events.ts';
import { cidOfDigest } from '../protocol/cid.ts';
import { NodeError } from '../protocol/errors.ts';

/** Where an event stands on the chain. */
export interface EventPlace {
  readonly blockNumber: number;
  readonly transactionIndex: number;
  readonly transactionHash: Hex;
  /** Index among all logs of the block. */
  readonly blockLogIndex: number;
}

export interface DecisionPlaces {
  readonly requested: EventPlace;
  readonly recorded: EventPlace;
  readonly finalized: EventPlace | undefined;
  /** Whatever else happened to the answer, oldest first. */
  readonly steps: readonly EventPlace[];
  readonly reportCid: string;
  /** Of the sample that was recorded. */
  readonly sampleHash: Hex;
}

type LedgerChain = Pick<Chain, 'chainId' | 'contracts' | 'firstBlock' | 'request'>;

/** A decision's events up to a block. Errors: 'DECISION_UNKNOWN', 'DECISION_NOT_RECORDED' (as of that block). */
export async function findPlaces(chain: LedgerChain, id: bigint, toBlock: number): Promise<DecisionPlaces> {
  const client = createChainClient(chain);
  const range = { fromBlock: BigInt(chain.firstBlock), toBlock: BigInt(toBlock), strict: true } as const;
  const filter = { abi: decisionLedgerAbi, address: chain.contracts.decisionLedger, args: { id }, ...range };
  const [requested] = await client.getContractEvents({ ...filter, eventName: 'DecisionRequested' });
  if (requested === undefined) throw new NodeError('DECISION_UNKNOWN', { id, toBlock });
  const [recorded] = await client.getContractEvents({ ...filter, eventName: 'DecisionRecorded' });
  if (recorded === undefined) throw new NodeError('DECISION_NOT_RECORDED', { id, toBlock });
  const [finalized] = await client.getContractEvents({ ...filter, eventName: 'DecisionFinalized' });
  return {
    requested: placeOf(requested),
    recorded: placeOf(recorded),
    finalized: finalized === undefined ? undefined : placeOf(finalized),
    steps: await findSteps(chain, id, range),
    reportCid: cidOfDigest(recorded.args.outcome.report),
    sampleHash: recorded.args.outcome.sampleHash,
  };
}

const stepTopics = stepEventNames
  .filter((name) => name !== 'DecisionFinalized')
  .map((eventName) => encodeEventTopics({ abi: decisionLedgerAbi, eventName })[0]);

/** One question for all kinds of events: each has the decision's number as its first indexed argument. */
async function findSteps(
  chain: LedgerChain,
  id: bigint,
  { fromBlock, toBlock }: { fromBlock: bigint; toBlock: bigint },
): Promise<EventPlace[]> {
  const logs = await chain.request('eth_getLogs', [
    {
      address: chain.contracts.decisionLedger,
      fromBlock: numberToHex(fromBlock),
      toBlock: numberToHex(toBlock),
      topics: [stepTopics, numberToHex(id, { size: 32 })],
    },
  ]);
  if (!Array.isArray(logs)) throw new NodeError('RPC_ANSWER_INVALID', { name: 'logs' });
  return logs.map((log: unknown) => ({
    blockNumber: quantity(field(log, 'blockNumber'), 'blockNumber'),
    transactionIndex: quantity(field(log, 'transactionIndex'), 'transactionIndex'),
    transactionHash: hexValue(field(log, 'transactionHash'), 'transactionHash'),
    blockLogIndex: quantity(field(log, 'logIndex'), 'logIndex'),
  }));
}

interface MinedLog {
  readonly blockNumber: bigint;
  readonly transactionIndex: number;
  readonly transactionHash: Hex;
  readonly logIndex: number;
}

function placeOf({ blockNumber, transactionIndex, transactionHash, logIndex }: MinedLog): EventPlace {
  return { blockNumber: Number(blockNumber), transactionIndex, transactionHash, blockLogIndex: logIndex };
}
