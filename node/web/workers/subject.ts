import type { Address, Hex } from 'viem';
import { type Ballot, ballotDigest } from '../../protocol/ballot.ts';
import { batchDigest, type CallBatch } from '../../protocol/call.ts';

/** What a key is asked to sign: an account's calls, or an agency's ballot. */
export type Subject = { kind: 'batch'; batch: CallBatch } | { kind: 'ballot'; ballot: Ballot };

/** The EIP-712 digest that is signed: the page shows it, the worker makes it again. */
export function subjectDigest(network: { chainId: number; governor: Address }, subject: Subject): Hex {
  return subject.kind === 'batch' ? batchDigest(network.chainId, subject.batch) : ballotDigest(network, subject.ballot);
}

/** The account whose keys may sign it. */
export function signerAccount(subject: Subject): Address {
  return subject.kind === 'batch' ? subject.batch.account : subject.ballot.voter;
}
