import { batchDigest, type CallBatch } from '../../node/protocol/call.ts';
import { describeBatch } from '../../node/protocol/describe-call.ts';
import { timeText } from '../../node/protocol/descriptions/values.ts';
import type { Contracts } from '../../node/protocol/network.ts';

/** A batch as its signer must see it before signing: every call in words, read from its bytes. */
export function batchLines(network: { chainId: number; contracts: Contracts }, batch: CallBatch): string[] {
  const calls = describeBatch(batch, network.contracts);
  return [
    `Account ${batch.account} shall, all or nothing:`,
    ...calls.map(({ text }, index) => `  ${index + 1}. ${text}`),
    `Valid until ${timeText(batch.deadline)}, once, on chain ${network.chainId}.`,
    `Digest ${batchDigest(network.chainId, batch)}`,
  ];
}
