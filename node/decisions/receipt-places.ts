import type { Hex } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
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
  readonly reportCid: string;
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
    reportCid: cidOfDigest(recorded.args.outcome.report),
  };
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
