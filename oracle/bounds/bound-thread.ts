import { Worker } from 'node:worker_threads';
import type { ConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import type { ProvenBound } from './diagonal-shift.ts';

/** A thread that proves ever better bounds beside a search. */
export interface BoundThread {
  /** The best proven so far. */
  best(): ProvenBound<ConstrainedCertificate> | undefined;
  /** When it has proven all it can, or failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

export function startBound(model: ConstrainedModel): BoundThread {
  const worker = new Worker(new URL('./bound-worker.ts', import.meta.url), { workerData: model });
  let best: ProvenBound<ConstrainedCertificate> | undefined;
  worker.on('message', (proven: ProvenBound<ConstrainedCertificate>) => {
    if (best === undefined || proven.bound > best.bound) best = proven;
  });
  const done = new Promise<void>((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
  return {
    best: () => best,
    done,
    stop: async () => {
      await worker.terminate();
    },
  };
}
