import type { Hex } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { field, quantity } from '../chain/rpc-values.ts';
import { keySlots } from '../protocol/account-storage.ts';
import { NodeError } from '../protocol/errors.ts';
import type { CallProof, EventProof } from '../protocol/receipt.ts';
import { readSignedCall } from '../protocol/signed-call.ts';
import type { EventPlace } from './receipt-places.ts';
import { readAccountProof } from './receipt-state.ts';
import { type BlockProofs, readBlockProofs } from './receipt-tries.ts';

type ProvingChain = Pick<Chain, 'chainId' | 'request' | 'blockTransactions'>;

/** Proofs of events and of the signed calls behind them. */
export interface ChainProofs {
  event(place: EventPlace): Promise<EventProof>;
  /** The call that emitted the event, and the keys of its account in the state before the block. */
  call(place: EventPlace): Promise<{ proof: CallProof; signers: Hex[] }>;
  transaction(blockNumber: number, index: number): Promise<Hex[]>;
}

export function createChainProofs(chain: ProvingChain): ChainProofs {
  const known = new Map<number, Promise<BlockProofs>>();
  const of = (blockNumber: number): Promise<BlockProofs> => {
    const proofs = known.get(blockNumber) ?? readBlockProofs(chain, blockNumber);
    known.set(blockNumber, proofs);
    return proofs;
  };
  return {
    async event({ blockNumber, transactionIndex, transactionHash, blockLogIndex }) {
      const proof = await (await of(blockNumber)).receipt(transactionIndex);
      const logIndex = blockLogIndex - (await firstLogIndex(chain, transactionHash));
      return { blockNumber, transactionIndex, logIndex, proof };
    },
    async call({ blockNumber, transactionIndex }) {
      const raw = (await chain.blockTransactions(blockNumber))[transactionIndex];
      if (raw === undefined) throw new NodeError('TRANSACTION_NOT_FOUND', { blockNumber, transactionIndex });
      const { batch, signatures } = readSignedCall(raw);
      const signers = signatures.map(({ signer }) => signer);
      const slots = keySlots(signers);
      const proof = {
        transactionProof: await (await of(blockNumber)).transaction(transactionIndex),
        keys: await readAccountProof(chain, { address: batch.account, slots, blockNumber: blockNumber - 1 }),
      };
      return { proof, signers };
    },
    transaction: async (blockNumber, index) => await (await of(blockNumber)).transaction(index),
  };
}

/** Place of a transaction's first log among all logs of its block. */
async function firstLogIndex(chain: ProvingChain, transactionHash: Hex): Promise<number> {
  const receipt = await chain.request('eth_getTransactionReceipt', [transactionHash]);
  const logs = field(receipt, 'logs');
  return quantity(Array.isArray(logs) ? field(logs[0], 'logIndex') : undefined, 'logIndex');
}
