import { Worker } from 'node:worker_threads';
import type { Conflict } from './conflict.ts';
import type { ProgramInput } from './program-worker.ts';

/** What HiGHS says, from its thread. Samples meet every row; all else is claimed. */
export type ProgramMessage =
  | { readonly kind: 'sample'; readonly bits: Uint8Array }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'end'; readonly claim: 'optimal' | 'infeasible' | 'open'; readonly claimedBound: number }
  /** Why the model has no integer linear program. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface ProgramThread {
  /** When HiGHS has ended, or failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** HiGHS on a thread of its own, because it blocks while it solves. */
export function startProgram(input: ProgramInput, onMessage: (message: ProgramMessage) => void): ProgramThread {
  const worker = new Worker(new URL('./program-worker.ts', import.meta.url), { workerData: input });
  worker.on('message', onMessage);
  const done = new Promise<void>((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
  return {
    done,
    stop: async () => {
      await worker.terminate();
    },
  };
}
