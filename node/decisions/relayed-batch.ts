import { decodeAbiParameters, decodeFunctionData, type Hex } from 'viem';
import type { FollowedTransaction } from '../chain/followed-block.ts';
import { participantAccountAbi } from '../protocol/abi.ts';
import type { CallBatch } from '../protocol/call.ts';

/** What an account's signers signed, and who they were. The chain has checked their signatures. */
export interface RelayedBatch {
  batch: CallBatch;
  signers: readonly Hex[];
}

/** Reads a transaction as a call of `ParticipantAccount.execute`; undefined for any other. */
export function readRelayedBatch({ to, input }: Pick<FollowedTransaction, 'to' | 'input'>): RelayedBatch | undefined {
  if (to === undefined) return undefined;
  try {
    const { functionName, args } = decodeFunctionData({ abi: participantAccountAbi, data: input });
    if (functionName !== 'execute') return undefined;
    const [calls, nonce, deadline, signature] = args;
    const [signers] = decodeAbiParameters([{ type: 'bytes[]' }, { type: 'bytes[]' }], signature);
    return { batch: { account: to, calls, nonce, deadline: Number(deadline) }, signers };
  } catch {
    // A committee that is no account of ours records in its own way: it has no signers to show.
    return undefined;
  }
}
