import type { Contracts } from '../../protocol/network.ts';
import type { ProposalContent } from '../../protocol/proposal.ts';
import type { RunOutcome } from '../../protocol/seatbelt/run.ts';

/** What the copy's process is asked to do. */
export interface CopyJob {
  readonly url: string;
  readonly chainId: number;
  readonly blockNumber: number;
  readonly cacheFolder: string;
  readonly contracts: Contracts;
  readonly content: ProposalContent;
  /** Unix seconds. */
  readonly now: number;
  /** Bytes of memory at which the process gives up. */
  readonly memoryLimit: number;
}

/** What it answers, once. */
export type CopyAnswer =
  | { readonly kind: 'outcome'; readonly outcome: RunOutcome }
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string };

export function isCopyJob(message: unknown): message is CopyJob {
  return typeof message === 'object' && message !== null && 'url' in message && 'content' in message;
}

export function isCopyAnswer(message: unknown): message is CopyAnswer {
  const isObject = typeof message === 'object' && message !== null && 'kind' in message;
  return isObject && (message.kind === 'outcome' || message.kind === 'failed');
}
